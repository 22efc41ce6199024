/** Length of a JPEG's header, which contains EXIF. */
const HEAD_BYTES = 65_536
/** Tag 0x0112 of type SHORT, count 1, in both byte orders (EXIF 2.32 §4.6.4). */
const BIG = '\u0001\u0012\u0000\u0003\u0000\u0000\u0000\u0001\u0000'
const LITTLE = '\u0012\u0001\u0003\u0000\u0001\u0000\u0000\u0000'

/** EXIF orientation, 1-8; 1 by default. */
export function orientationOf(bytes: Uint8Array): number {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(HEAD_BYTES, bytes.byteLength)).toString('latin1')
  if (!head.includes('Exif\0\0')) return 1
  const found = [BIG, LITTLE].map((tag) => ({ at: head.indexOf(tag), length: tag.length })).find(({ at }) => at >= 0)
  const value = found ? head.charCodeAt(found.at + found.length) : 1
  return value >= 1 && value <= 8 ? value : 1
}
