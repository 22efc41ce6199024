import { createHash } from 'node:crypto'

/** Less is hashed sooner than a thread is asked. */
const SHORT_BYTES = 64 * 1024

/** As hex. Of a large file in a thread of Node's, since it would hold the event loop for too long. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  if (bytes.byteLength <= SHORT_BYTES) return createHash('sha256').update(bytes).digest('hex')
  return Buffer.from(await crypto.subtle.digest('SHA-256', asOwn(bytes))).toString('hex')
}

/** Safe: bytes of files never lie in shared memory. */
const asOwn = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>
