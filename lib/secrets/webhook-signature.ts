import 'server-only'
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** How far the clocks of two servers may be apart, and how long a signed message may be under way. */
const TOLERANCE_SECONDS = 5 * 60

/** `whsec_` and 256 random bits. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`

/** The value of `Patchbay-Signature`: the time, and HMAC-SHA256 over the time and the exact bytes of the body. */
export function signWebhook(secret: string, body: Uint8Array, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000)
  return `t=${seconds},v1=${hmac(secret, String(seconds), body)}`
}

/** The same, checked: wrong, missing or older than five minutes is false (T89). */
export function isSignedWebhook(secret: string, header: string | null, body: Uint8Array, nowMs: number): boolean {
  const [, seconds, signature] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (seconds === undefined || signature === undefined) return false
  if (Math.abs(nowMs / 1_000 - Number(seconds)) > TOLERANCE_SECONDS) return false
  return isEqual(hmac(secret, seconds, body), signature)
}

/** GitHub's `X-Hub-Signature-256`: the body alone, without a time. */
export function isSignedByGithub(secret: string, header: string | null, body: Uint8Array): boolean {
  const [, signature] = /^sha256=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  return signature !== undefined && isEqual(createHmac('sha256', secret).update(body).digest('hex'), signature)
}

export function isBearer(secret: string, header: string | null): boolean {
  const [, token] = /^Bearer ([\x21-\x7e]{8,200})$/i.exec(header ?? '') ?? []
  // Equal lengths are compared only; hashing first hides the length too.
  return token !== undefined && isEqual(hmac('bearer', '', Buffer.from(token)), hmac('bearer', '', Buffer.from(secret)))
}

function hmac(secret: string, seconds: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')
}

function isEqual(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
