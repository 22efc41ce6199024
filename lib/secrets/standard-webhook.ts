import 'server-only'
import { createHmac } from 'node:crypto'
import { isEqualText } from './is-equal-text'
import { isTimely } from './is-timely'

const PREFIX = 'whsec_'
/** Svix and its customers use their own names for the same headers. */
const PREFIXES = ['webhook', 'svix'] as const
/** A sender signs with both secrets during a rotation. */
const MAX_SIGNATURES = 20
/** Invalid base64 decodes to few bytes or none, with which anybody could sign. */
const MIN_KEY_BYTES = 12

/**
 * Message headers as defined by https://www.standardwebhooks.com. The key is the base64 content of the secret, so that
 * the libraries of that specification verify it.
 */
export function signStandardWebhook(
  secret: string,
  { id, body, nowMs }: { id: string; body: Uint8Array; nowMs: number },
): Record<string, string> {
  const seconds = String(Math.floor(nowMs / 1_000))
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signatureOf(keyOf(secret), { id, seconds, body })}`,
  }
}

/** @returns the id of a correctly signed message at most five minutes old; null for all others */
export function verifyStandardWebhook(
  secret: string,
  headers: Pick<Headers, 'get'>,
  { body, nowMs }: { body: Uint8Array; nowMs: number },
): string | null {
  const key = keyOf(secret)
  if (key.byteLength < MIN_KEY_BYTES) return null
  for (const prefix of PREFIXES) {
    const id = headers.get(`${prefix}-id`) ?? ''
    const seconds = headers.get(`${prefix}-timestamp`) ?? ''
    const signatures = (headers.get(`${prefix}-signature`) ?? '').split(' ', MAX_SIGNATURES)
    if (!/^[\x21-\x7e]{1,256}$/.test(id) || !isTimely(seconds, nowMs)) continue
    const expected = `v1,${signatureOf(key, { id, seconds, body })}`
    if (signatures.some((signature) => isEqualText(signature, expected))) return id
  }
  return null
}

/** Node reads both base64 alphabets: older Patchbay secrets use base64url. */
const keyOf = (secret: string): Buffer =>
  Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64')

function signatureOf(key: Buffer, { id, seconds, body }: { id: string; seconds: string; body: Uint8Array }): string {
  return createHmac('sha256', key).update(`${id}.${seconds}.`).update(body).digest('base64')
}
