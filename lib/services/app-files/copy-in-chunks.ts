import 'server-only'
import { setImmediate } from 'node:timers/promises'

const PIECE_BYTES = 2 * 1024 * 1024

/** A copy with its own buffer; yields to the event loop between pieces. */
export async function copyInPieces(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  // Not zeroed, which would take as long as the copy.
  const { buffer } = Buffer.allocUnsafeSlow(bytes.byteLength)
  const copy = new Uint8Array(buffer)
  for (let start = 0; start < bytes.byteLength; start += PIECE_BYTES) {
    if (start > 0) await setImmediate()
    copy.set(bytes.subarray(start, start + PIECE_BYTES), start)
  }
  return copy
}
