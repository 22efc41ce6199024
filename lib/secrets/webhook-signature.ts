import 'server-only'
import { createHmac, randomBytes } from 'node:crypto'
import { isEqualText } from './is-equal-text'
import { isTimely } from './is-timely'

/** As the Standard Webhooks libraries read it: base64 in the standard alphabet. 33 bytes need no `=` padding. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(33).toString('base64')}`

/** The value of `Patchbay-Signature`: the time, and HMAC-SHA256 over the time and the exact bytes of the body. */
export function signWebhook(secret: string, body: Uint8Array, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1_000)
  return `t=${seconds},v1=${hmac(secret, String(seconds), body)}`
}

/** Verifies it: a wrong or missing signature, or one older than five minutes, is rejected to prevent replays. */
export function isSignedWebhook(secret: string, header: string | null, body: Uint8Array, nowMs: number): boolean {
  const [, seconds, signature] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (seconds === undefined || signature === undefined) return false
  return isTimely(seconds, nowMs) && isEqualText(hmac(secret, seconds, body), signature)
}

/** GitHub's `X-Hub-Signature-256`: the body alone, without a time. */
export function isSignedByGithub(secret: string, header: string | null, body: Uint8Array): boolean {
  const [, signature] = /^sha256=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  return signature !== undefined && isEqualText(createHmac('sha256', secret).update(body).digest('hex'), signature)
}

export function isBearer(secret: string, header: string | null): boolean {
  const [, token] = /^Bearer ([\x21-\x7e]{8,200})$/i.exec(header ?? '') ?? []
  // timingSafeEqual needs equal lengths; hashing first hides the length too.
  return (
    token !== undefined && isEqualText(hmac('bearer', '', Buffer.from(token)), hmac('bearer', '', Buffer.from(secret)))
  )
}

function hmac(secret: string, seconds: string, body: Uint8Array): string {
  return createHmac('sha256', secret).update(`${seconds}.`).update(body).digest('hex')
}
