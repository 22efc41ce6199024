/** Speech has at least 32 kbit/s; an overestimate only reserves more budget than is settled. */
const MIN_BYTES_PER_SECOND = 4_000

/** Length of a recording in seconds: from the header for WAV, an upper bound for other formats. Not negative. */
export function audioSeconds(bytes: Uint8Array, mediaType: string): number {
  const rate = /^audio\/(?:x-)?wav/.test(mediaType) ? wavBytesPerSecond(bytes) : null
  return bytes.byteLength / (rate ?? MIN_BYTES_PER_SECOND)
}

/** In RIFF files the `fmt ` chunk comes first except in rare cases; its byte rate is at offset 28. */
function wavBytesPerSecond(bytes: Uint8Array): number | null {
  if (bytes.byteLength < 44) return null
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, 44)
  if (head.toString('latin1', 0, 4) !== 'RIFF' || head.toString('latin1', 12, 16) !== 'fmt ') return null
  const rate = head.readUInt32LE(28)
  return rate > 0 ? rate : null
}
