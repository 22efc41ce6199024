import 'server-only'
import { setImmediate } from 'node:timers/promises'

const CHUNK_BYTES = 2 * 1024 * 1024

/** Returns a copy with its own buffer. Yields to the event loop between chunks. */
export async function copyInChunks(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  // Not zeroed, which would take as long as the copy.
  const { buffer } = Buffer.allocUnsafeSlow(bytes.byteLength)
  const copy = new Uint8Array(buffer)
  for (let start = 0; start < bytes.byteLength; start += CHUNK_BYTES) {
    if (start > 0) await setImmediate()
    copy.set(bytes.subarray(start, start + CHUNK_BYTES), start)
  }
  return copy
}
