import 'server-only'
import { createHash } from 'node:crypto'
import { AppError } from '@/lib/core/app-error'
import type { ServiceRequest } from '@/lib/engine/service-messages'
import { problem } from '@/lib/messages/problems/problem'
import type { ConnectionKind, Placement } from '@/lib/plugins/connection-kinds'
import { presignAwsQuery, signAwsRequest } from '@/lib/providers/wires/aws/sigv4'

export interface Credentials {
  kind: ConnectionKind
  fields: Readonly<Record<string, string>>
  secrets: Readonly<Record<string, string>>
  /** Null if the kind has none. */
  accessToken: string | null
  now: Date
}

/** Adds the credentials to a request where the kind of connection declares them. */
export function addCredentials(request: ServiceRequest, credentials: Credentials): ServiceRequest {
  const { kind, fields, secrets, accessToken } = credentials
  switch (kind.kind) {
    case 'none':
      return request
    case 'api-key':
      return addSecret(request, kind.placement, secrets.key ?? '')
    case 'bearer':
      return addSecret(request, BEARER, secrets.key ?? '')
    case 'basic': {
      const pair = Buffer.from(`${fields.user ?? ''}:${secrets.password ?? ''}`, 'utf8').toString('base64')
      return addSecret(request, { in: 'header', name: 'authorization', prefix: 'Basic ' }, pair)
    }
    case 'oauth2':
      return addSecret(request, kind.placement ?? BEARER, accessToken ?? '')
    case 'service-account':
      return addSecret(request, BEARER, accessToken ?? '')
    case 'custom':
      return kind.placements.reduce(
        (placed, { field, placement }) => addSecret(placed, placement, secrets[field] ?? fields[field] ?? ''),
        request,
      )
    case 'signed':
      return sign(request, kind, credentials)
  }
}

const BEARER: Placement = { in: 'header', name: 'authorization', prefix: 'Bearer ' }

function addSecret(request: ServiceRequest, placement: Placement, secret: string): ServiceRequest {
  if (placement.in === 'header') {
    const name = placement.name.toLowerCase()
    const others = Object.entries(request.headers).filter(([header]) => header.toLowerCase() !== name)
    return { ...request, headers: { ...Object.fromEntries(others), [name]: `${placement.prefix ?? ''}${secret}` } }
  }
  const url = new URL(request.url)
  if (placement.in === 'query') url.searchParams.set(placement.name, secret)
  else url.pathname = fillPath(url.pathname, placement.name, secret)
  return { ...request, url: url.href }
}

function fillPath(path: string, name: string, secret: string): string {
  if (/^\.{1,2}$/.test(secret)) throw new AppError('INVALID_INPUT', problem('nodes.httpAddressInvalid'))
  const encoded = encodeURIComponent(secret)
  return path.replaceAll(`%7B${name}%7D`, encoded).replaceAll(`{${name}}`, encoded)
}

function sign(
  request: ServiceRequest,
  kind: Extract<ConnectionKind, { kind: 'signed' }>,
  { fields, secrets, accessToken, now }: Credentials,
): ServiceRequest {
  if (kind.scheme === 'wecom') return addSecret(request, { in: 'query', name: 'access_token' }, accessToken ?? '')
  if (kind.scheme === 'dingtalk')
    return addSecret(request, { in: 'header', name: 'x-acs-dingtalk-access-token' }, accessToken ?? '')
  if (kind.scheme === 'feishu') return addSecret(request, BEARER, accessToken ?? '')
  const url = new URL(request.url)
  const { accessKeyId = '', region = '' } = fields
  const { secretAccessKey = '', sessionToken = null } = secrets
  const isStorage = kind.service === 's3'
  const body = request.body ?? ''
  // S3 also wants the hash of the body as a header.
  const content: Record<string, string> = isStorage ? { 'x-amz-content-sha256': sha256(body) } : {}
  const signed = { method: request.method, host: url.host, path: url.pathname, query: [...url.searchParams] }
  const scope = {
    credentials: { accessKeyId, secretAccessKey, sessionToken },
    region,
    service: kind.service ?? '',
    now,
  }
  if (request.presignSeconds !== undefined) {
    url.search = presignAwsQuery({ ...signed, headers: {}, body: '' }, request.presignSeconds, scope)
    return { ...request, url: url.href }
  }
  const headers = { ...signedHeaders(request.headers), ...content }
  const added = signAwsRequest({ ...signed, headers, body }, scope)
  return { ...request, headers: { ...request.headers, ...content, ...added } }
}

const sha256 = (body: string | Uint8Array): string => createHash('sha256').update(body).digest('hex')

/** The headers to sign: a proxy may change the others. */
function signedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => /^(?:content-type|x-amz-.*)$/i.test(name)))
}
