/** Detected by the byte order mark, or because every other byte at the beginning is zero. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const head = bytes.subarray(0, 1_024)
  const empty = (offset: number) => head.filter((byte, index) => index % 2 === offset && byte === 0).length
  const [even, odd] = [empty(0), empty(1)]
  const most = Math.floor(head.length / 2)
  if (most >= 8 && odd > 0.9 * most && even === 0) return 'utf-16le'
  if (most >= 8 && even > 0.9 * most && odd === 0) return 'utf-16be'
  return undefined
}
