import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { problem } from '@/lib/messages/problems/problem'
import type { ProviderConnection } from '../../provider-client'
import { type AwsCredentials, signAwsRequest } from './sigv4'

/** The pasted secret access key; temporary credentials append their session token after a colon. */
export function awsCredentials(
  accessKeyId: string,
  { apiKey, onSecret }: Pick<ProviderConnection, 'apiKey' | 'onSecret'>,
): AwsCredentials {
  const [secretAccessKey = '', sessionToken = null] = (apiKey ?? '').trim().split(/\s*:\s*/, 2)
  if (secretAccessKey === '') throw new AppError('CREDENTIAL_MISSING', problem('providers.awsSecretMissing'))
  // fetch would reject the header with an error that quotes the key.
  if (!/^[\x21-\x7e]+$/.test(`${secretAccessKey}${sessionToken ?? ''}`))
    throw new AppError('INVALID_INPUT', problem('providers.awsSecretInvalid'))
  // Separately, since redaction only knows the combined text.
  for (const secret of [secretAccessKey, sessionToken]) if (secret) onSecret?.(secret)
  return { accessKeyId, secretAccessKey, sessionToken }
}

/** A fetch that signs its requests (Signature Version 4). Bodies are text. */
export function awsFetch(
  fetch: EgressFetch,
  { credentials, region, service }: { credentials: AwsCredentials; region: string; service: string },
): EgressFetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const body = init.body ?? ''
    if (typeof body !== 'string') throw internalError('Only text is signed.')
    const headers = new Headers(init.headers)
    headers.delete('authorization')
    const type = headers.get('content-type')
    const signed = signAwsRequest(
      {
        method: (init.method ?? 'GET').toUpperCase(),
        host: url.host,
        path: url.pathname,
        query: [...url.searchParams],
        // Other headers may be changed in transit.
        headers: type === null ? {} : { 'content-type': type },
        body,
      },
      { credentials, region, service, now: new Date() },
    )
    for (const [name, value] of Object.entries(signed)) headers.set(name, value)
    return fetch(url, { ...init, headers, redirect: 'error' })
  }
}
