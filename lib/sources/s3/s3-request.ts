import 'server-only'
import { createHash } from 'node:crypto'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { awsCredentials } from '@/lib/providers/wires/aws/aws-fetch'
import { signAwsRequest } from '@/lib/providers/wires/aws/sigv4'
import { readXml } from '../read-xml'
import { retryingFetch } from '../retrying-fetch'
import type { SourceConnection } from '../source-client'
import type { S3Settings } from './manifest'

const EMPTY_SHA256 = createHash('sha256').update('').digest('hex')
/** A listing of 1,000 keys of maximum length is far smaller. */
const MAX_XML_BYTES = 10 * 1024 * 1024

export interface S3Call {
  /** Null for the bucket itself. */
  key: string | null
  query: readonly (readonly [string, string])[]
  purpose: 'json' | 'file'
}

/**
 * Signed GET requests (Signature Version 4) to one bucket, with path-style URLs, which every
 * S3-compatible service supports.
 */
export function s3Requests(connection: SourceConnection<S3Settings>): (call: S3Call) => Promise<Response> {
  const { settings, fetch, signal, secret, onSecret, backoffMs } = connection
  const send = retryingFetch(fetch, { signal, everyMs: 0, backoffMs })
  const credentials = awsCredentials(settings.accessKeyId, { apiKey: secret, onSecret })
  const base = (settings.endpoint || `https://s3.${settings.region}.amazonaws.com`).replace(/\/+$/, '')
  return async ({ key, query, purpose }) => {
    const path = `/${settings.bucket}${key === null ? '' : `/${key.split('/').map(encode).join('/')}`}`
    const url = new URL(base + path)
    // URLs normalize `..`, so such a key would request another object.
    if (url.pathname !== path) throw new AppError('INVALID_INPUT', problem('sources.nameNotAddress'))
    url.search = query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
    const hash = { 'x-amz-content-sha256': EMPTY_SHA256 }
    const scope = { credentials, region: settings.region, service: 's3', now: new Date() }
    const signed = signAwsRequest({ method: 'GET', host: url.host, path, query, headers: hash, body: '' }, scope)
    const response = await send(url, { headers: { ...hash, ...signed }, redirect: 'manual', purpose })
    if (response.ok || response.status === 404) return response
    throw await toError(response, settings)
  }
}

/** Converts an XML error of the service to an AppError. */
async function toError(response: Response, { bucket, region }: S3Settings): Promise<AppError> {
  const { status } = response
  const code = await errorCode(response)
  if (status === 301 || status === 307 || code === 'AuthorizationHeaderMalformed' || code === 'PermanentRedirect')
    return new AppError('INVALID_INPUT', problem('sources.bucketInOtherRegion', { bucket, region }))
  if (code === 'InvalidAccessKeyId' || code === 'SignatureDoesNotMatch')
    return new AppError('CREDENTIAL_MISSING', problem('sources.accessKeyRejected', { detail: code }))
  if (code === 'ExpiredToken' || code === 'InvalidToken')
    return new AppError('CREDENTIAL_MISSING', problem('sources.credentialsExpired'))
  if (code === 'RequestTimeTooSkewed') return new AppError('UNAVAILABLE', problem('sources.clockWrong'))
  if (status === 403)
    return new AppError('FORBIDDEN', problem('sources.accessKeyForbidden', { detail: code || status }))
  if (status === 429 || code === 'SlowDown') return new AppError('RATE_LIMITED', problem('sources.serviceRateLimited'))
  return new AppError('EGRESS_FAILED', problem('sources.serviceFailed', { detail: code || status }))
}

export async function errorCode(response: Response): Promise<string> {
  try {
    for (const event of readXml(await readText(response)))
      if (event.type === 'close' && event.name === 'Code') return event.text.replace(/[^A-Za-z]/g, '').slice(0, 60)
  } catch {
    // Not XML: the status is sufficient.
  }
  return ''
}

export async function readText(response: Response): Promise<string> {
  const text = await response.text()
  if (text.length > MAX_XML_BYTES) throw new AppError('TOO_LARGE', problem('sources.listTooLarge'))
  return text
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
