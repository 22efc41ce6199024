import 'server-only'
import { createHash, createHmac } from 'node:crypto'

/** Signature Version 4, as Amazon publishes it: docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html */

export interface AwsCredentials {
  accessKeyId: string
  secretAccessKey: string
  /** For temporary credentials. */
  sessionToken: string | null
}

export interface AwsRequest {
  method: string
  host: string
  /** The path as sent; an encoded path is encoded again for the signature, except for S3. */
  path: string
  /** Decoded. */
  query: readonly (readonly [string, string])[]
  headers: Readonly<Record<string, string>>
  body: string | Uint8Array
}

export interface AwsScope {
  credentials: AwsCredentials
  region: string
  service: string
  now: Date
}

/** Additional headers of a signed request. Everything in `headers` is signed. */
export function signAwsRequest(request: AwsRequest, scope: AwsScope): Record<string, string> {
  const { accessKeyId, sessionToken } = scope.credentials
  const added: Record<string, string> = {
    'x-amz-date': timeOf(scope.now),
    ...(sessionToken === null ? {} : { 'x-amz-security-token': sessionToken }),
  }
  const headers = canonicalHeaders({ ...request.headers, ...added, host: request.host })
  const signature = signatureOf(canonicalRequest(request, request.query, headers, scope), scope)
  const credential = `Credential=${accessKeyId}/${scopeOf(scope)}`
  const authorization = `${ALGORITHM} ${credential}, SignedHeaders=${namesOf(headers)}, Signature=${signature}`
  return { ...added, authorization }
}

/** A presigned query: the holder of the URL can make the request. */
export function presignAwsQuery(request: AwsRequest, expiresSeconds: number, scope: AwsScope): string {
  const { accessKeyId, sessionToken } = scope.credentials
  const headers = canonicalHeaders({ ...request.headers, host: request.host })
  const query: (readonly [string, string])[] = [
    ...request.query,
    ['X-Amz-Algorithm', ALGORITHM],
    ['X-Amz-Credential', `${accessKeyId}/${scopeOf(scope)}`],
    ['X-Amz-Date', timeOf(scope.now)],
    ['X-Amz-Expires', String(expiresSeconds)],
    ['X-Amz-SignedHeaders', namesOf(headers)],
    ...(sessionToken === null ? [] : [['X-Amz-Security-Token', sessionToken] as const]),
  ]
  // S3 signs URLs without the content, whose sender is not known yet.
  const content = scope.service === 's3' ? 'UNSIGNED-PAYLOAD' : sha256(request.body)
  const signature = signatureOf(canonicalRequest(request, query, headers, { ...scope, content }), scope)
  return `${canonicalQuery(query)}&X-Amz-Signature=${signature}`
}

const ALGORITHM = 'AWS4-HMAC-SHA256'

type Pairs = readonly (readonly [string, string])[]

function canonicalRequest(
  { method, path, body }: AwsRequest,
  query: Pairs,
  headers: Pairs,
  { service, content = sha256(body) }: AwsScope & { content?: string },
): string {
  const encodedPath = (service === 's3' ? path : path.split('/').map(encode).join('/')) || '/'
  return [
    method,
    encodedPath,
    canonicalQuery(query),
    ...headers.map(([name, value]) => `${name}:${value}`),
    '',
    namesOf(headers),
    content,
  ].join('\n')
}

function canonicalQuery(query: Pairs): string {
  return query
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

function canonicalHeaders(headers: Readonly<Record<string, string>>): Pairs {
  return Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/ +/g, ' ')] as const)
    .toSorted(([a], [b]) => compare(a, b))
}

function signatureOf(canonical: string, scope: AwsScope): string {
  const text = [ALGORITHM, timeOf(scope.now), scopeOf(scope), sha256(canonical)].join('\n')
  const parts = [dayOf(scope.now), scope.region, scope.service, 'aws4_request']
  const key = parts.reduce<string | Buffer>(
    (derived, part) => createHmac('sha256', derived).update(part).digest(),
    `AWS4${scope.credentials.secretAccessKey}`,
  )
  return createHmac('sha256', key).update(text).digest('hex')
}

const scopeOf = ({ now, region, service }: AwsScope) => `${dayOf(now)}/${region}/${service}/aws4_request`
const timeOf = (now: Date) => `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
const dayOf = (now: Date) => timeOf(now).slice(0, 8)
const namesOf = (headers: Pairs) => headers.map(([name]) => name).join(';')
const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')
// By bytes, since locale order would differ.
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
