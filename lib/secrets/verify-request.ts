import 'server-only'
import { createHash, createHmac, createPublicKey, type KeyObject, verify } from 'node:crypto'
import type { JwtVerification, SignedPart, Verification } from '@/lib/plugins/events/verification'
import { isEqualText } from './is-equal-text'
import { isTimely } from './is-timely'

export interface RawRequest {
  header(name: string): string | null
  query: Readonly<Record<string, string>>
  body: Uint8Array
}

type Signature = Extract<Verification, { type: 'signature' }>

/** Whether the service that knows the secrets sent these bytes. A missing secret verifies nothing, and JWTs are verified elsewhere. */
export function isVerified(
  verification: Verification | JwtVerification,
  secrets: Readonly<Record<string, string>>,
  request: RawRequest,
  nowMs: number,
): boolean {
  if (verification.type === 'jwt') return false
  if (verification.type === 'token') {
    const secret = secretOf(secrets, verification.secret)
    const sent = valueAt(verification.place, request)
    // Hashed first, so that the comparison hides the length.
    return secret !== null && sent !== null && isEqualText(sha256(secret), sha256(sent))
  }
  return isTimelyRequest(verification, request, nowMs) && isSigned(verification, secrets, request)
}

function isTimelyRequest({ time }: Signature, request: RawRequest, nowMs: number): boolean {
  if (!time) return true
  const sent = valueAt(time, request) ?? ''
  const isMilliseconds = 'unit' in time && time.unit === 'milliseconds'
  return isTimely(isMilliseconds ? sent.slice(0, -3) : sent, nowMs)
}

function isSigned(verification: Signature, secrets: Readonly<Record<string, string>>, request: RawRequest): boolean {
  const { algorithm, encoding, key: keyName } = verification
  const sent = valueAt(verification.signature, request)
  const parts = verification.parts.map((part) => partOf(part, secrets, request))
  const key = keyName === undefined ? '' : secretOf(secrets, keyName)
  if (sent === null || key === null || parts.some((part) => part === null)) return false
  const known = parts.map((part) => part ?? Buffer.alloc(0))
  switch (algorithm) {
    case 'ed25519':
      return isSignedByKey(key, Buffer.concat(known), sent)
    case 'hmac-sha256':
      return isEqualText(createHmac('sha256', key).update(Buffer.concat(known)).digest(encoding), sent)
    case 'sha256':
      return isEqualText(createHash('sha256').update(Buffer.concat(known)).digest(encoding), sent)
    case 'sha1-sorted': {
      const sorted = known.map(String).toSorted().join('')
      return isEqualText(createHash('sha1').update(sorted).digest(encoding), sent)
    }
  }
}

/** The DER header of an Ed25519 public key (RFC 8410). */
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')

function isSignedByKey(publicKey: string, message: Uint8Array, signature: string): boolean {
  if (!/^[0-9a-f]{64}$/i.test(publicKey) || !/^[0-9a-f]{128}$/i.test(signature)) return false
  try {
    const key: KeyObject = createPublicKey({
      key: Buffer.concat([ED25519_PREFIX, Buffer.from(publicKey, 'hex')]),
      format: 'der',
      type: 'spki',
    })
    return verify(null, message, key, Buffer.from(signature, 'hex'))
  } catch {
    // Not a point of the curve.
    return false
  }
}

function partOf(part: SignedPart, secrets: Readonly<Record<string, string>>, request: RawRequest): Uint8Array | null {
  if (part === 'body') return request.body
  const text = textOf(part, secrets, request)
  return text === null ? null : Buffer.from(text)
}

function textOf(
  part: Exclude<SignedPart, 'body'>,
  secrets: Readonly<Record<string, string>>,
  request: RawRequest,
): string | null {
  if ('text' in part) return part.text
  if ('secret' in part) return secretOf(secrets, part.secret)
  if ('element' in part) return elementOf(part.element, request.body)
  return valueAt(part, request)
}

function elementOf(name: string, body: Uint8Array): string | null {
  const xml = Buffer.from(body).toString()
  const match = new RegExp(`<${name}>(?:<!\\[CDATA\\[([^\\]]*)\\]\\]>|([^<]*))</${name}>`).exec(xml)
  return match?.[1] ?? match?.[2] ?? null
}

function valueAt(
  place: { header: string; prefix?: string } | { query: string },
  { header, query }: RawRequest,
): string | null {
  if ('query' in place) return Object.hasOwn(query, place.query) ? (query[place.query] ?? null) : null
  const { prefix = '' } = place
  const sent = header(place.header)
  return sent?.startsWith(prefix) ? sent.slice(prefix.length) : null
}

function secretOf(secrets: Readonly<Record<string, string>>, name: string): string | null {
  const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined
  return secret === undefined || secret === '' ? null : secret
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
