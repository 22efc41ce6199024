import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { parseJson } from '@/lib/core/json'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { problem } from '@/lib/messages/problems/problem'
import { hostOf } from '../wires/http/get-json'
import { responseError, toModelError } from '../wires/http/model-error'

const Answer = z.object({ EndpointStatus: z.string().max(100) })
const Failure = z.object({ __type: z.string().max(200) })

const UNKNOWN_KEYS =
  /UnrecognizedClient|InvalidSignature|SignatureDoesNotMatch|MissingAuthentication|ExpiredToken|InvalidClientTokenId/

/**
 * Checks that the endpoint exists and is in service. Keys without permission to describe it are
 * accepted. @throws MODEL_*
 */
export async function checkEndpoint(
  fetch: EgressFetch,
  { url, endpoint, signal }: { url: string; endpoint: string; signal: AbortSignal },
): Promise<void> {
  const context = { host: hostOf(url), model: endpoint, signal }
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'SageMaker.DescribeEndpoint' },
    body: JSON.stringify({ EndpointName: endpoint }),
    signal,
    purpose: 'json',
  }).catch((failure: unknown) => {
    throw toModelError(failure, context)
  })
  if (!response.ok) {
    // Amazon uses status 400 for all of these errors.
    const name = typeOf(await response.clone().text())
    if (name.includes('AccessDenied')) return
    if (UNKNOWN_KEYS.test(name))
      throw new AppError('MODEL_UNAUTHORIZED', problem('providers.awsKeysUnknown', { host: context.host }))
    if (name.includes('Validation'))
      throw new AppError('MODEL_MISSING', problem('providers.sagemakerEndpointMissing', { endpoint }))
    throw await responseError(response, context)
  }
  const { EndpointStatus: status } = parseJson(Answer, await response.text())
  if (status !== 'InService' && status !== 'Updating')
    throw new AppError(
      'MODEL_FAILED',
      problem('providers.sagemakerEndpointNotReady', { endpoint, status: status.slice(0, 40) }),
    )
}

function typeOf(text: string): string {
  try {
    return parseJson(Failure, text).__type
  } catch {
    return ''
  }
}
