import 'server-only'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16
const SEALED = /^v1\.([a-zA-Z0-9_-]{1,32})\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/

/** AES-256-GCM under `key`, written `v1.kid.iv.ct.tag`. Decryption needs the same `context`. */
export function seal(options: { key: Buffer; kid: string; context: string; plain: Buffer }): string {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, options.key, iv, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(options.context))
  const encrypted = Buffer.concat([cipher.update(options.plain), cipher.final()])
  const parts = [iv, encrypted, cipher.getAuthTag()].map((part) => part.toString('base64url'))
  return ['v1', options.kid, ...parts].join('.')
}

/** @throws AppError UNAVAILABLE when the text was changed, moved, or sealed with another key */
export function open(options: { key: Buffer; context: string; sealed: string }): Buffer {
  const [, , iv, encrypted, tag] = SEALED.exec(options.sealed) ?? []
  if (iv === undefined || encrypted === undefined || tag === undefined) throw unreadable()
  const [ivBytes, encryptedBytes, tagBytes] = [iv, encrypted, tag].map(decodeExactly)
  if (ivBytes?.length !== IV_BYTES || tagBytes?.length !== TAG_BYTES || !encryptedBytes) throw unreadable()
  try {
    const decipher = createDecipheriv(ALGORITHM, options.key, ivBytes, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(options.context))
    decipher.setAuthTag(tagBytes)
    return Buffer.concat([decipher.update(encryptedBytes), decipher.final()])
  } catch (cause) {
    throw unreadable(cause)
  }
}

/** The name of the key that sealed this text. @throws AppError UNAVAILABLE */
export function kidOf(sealed: string): string {
  return SEALED.exec(sealed)?.[1] ?? fail()
}

// Base64 ignores spare bits at the end; a text that was changed only there must not pass.
function decodeExactly(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : fail()
}

function fail(): never {
  throw unreadable()
}

function unreadable(cause?: unknown): AppError {
  return new AppError('UNAVAILABLE', problem('keys.secretUnreadable'), { cause })
}
