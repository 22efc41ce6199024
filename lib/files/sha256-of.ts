import { createHash } from 'node:crypto'

/** Hashing fewer bytes is faster than dispatching to a thread. */
const SHORT_BYTES = 64 * 1024

/** The hash in hex. Large files are hashed in a Node thread to keep the event loop free. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  if (bytes.byteLength <= SHORT_BYTES) return createHash('sha256').update(bytes).digest('hex')
  return Buffer.from(await crypto.subtle.digest('SHA-256', asOwn(bytes))).toString('hex')
}

/** Safe: file bytes are never in shared memory. */
const asOwn = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>
