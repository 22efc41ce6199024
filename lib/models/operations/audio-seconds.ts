/** Speech is recorded at 32 kbit/s or more; a guess that is too long only asks the budget for more than is settled. */
const LEAST_BYTES_PER_SECOND = 4_000

/** How long a recording is: of WAV by its header, of the rest at most so long. Seconds, not negative. */
export function audioSeconds(bytes: Uint8Array, mediaType: string): number {
  const rate = /^audio\/(?:x-)?wav/.test(mediaType) ? wavBytesPerSecond(bytes) : null
  return bytes.byteLength / (rate ?? LEAST_BYTES_PER_SECOND)
}

/** RIFF: the `fmt ` chunk stands first in all but rare files, its bytes a second at offset 28. */
function wavBytesPerSecond(bytes: Uint8Array): number | null {
  if (bytes.byteLength < 44) return null
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, 44)
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 12, 16) !== 'fmt ') return null
  const rate = head.readUInt32LE(28)
  return rate > 0 ? rate : null
}
