/** The head of a JPEG, where EXIF stands. */
const HEAD = 65_536
/** Tag 0x0112 of type SHORT, once, in both orders of bytes (EXIF 2.32 §4.6.4). */
const BIG = '\u0001\u0012\u0000\u0003\u0000\u0000\u0000\u0001\u0000'
const LITTLE = '\u0012\u0001\u0003\u0000\u0001\u0000\u0000\u0000'

/** How a camera held the picture, 1-8; 1 where it does not say. */
export function orientationOf(bytes: Uint8Array): number {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(HEAD, bytes.byteLength)).toString('latin1')
  if (!head.includes('Exif\0\0')) return 1
  const found = [BIG, LITTLE].map((tag) => ({ at: head.indexOf(tag), length: tag.length })).find(({ at }) => at >= 0)
  const value = found ? head.charCodeAt(found.at + found.length) : 1
  return value >= 1 && value <= 8 ? value : 1
}
