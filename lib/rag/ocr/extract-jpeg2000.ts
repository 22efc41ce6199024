/**
 * Our build of pdf.js has no JPEG 2000 decoder and drops such images. Each one is therefore overwritten in
 * place, keeping its length, with two pixels that pdf.js can read. These pixels identify the stream, and
 * their position on the page is that of the image.
 */
export interface WithoutJpeg2000 {
  pdf: Uint8Array
  /** JP2 files or bare code streams, indexed by the number in their pixels. */
  streams: readonly Uint8Array[]
}

/** First of the two pixels; the second one is the number. */
const MARK = [0x6a, 0x70, 0x32]
const SPACE = 0x20
const ALONE = /\/Filter\s*(?:\/JPXDecode|\[\s*\/JPXDecode\s*\])/
const MASKED = /\/S?Mask\s+\d+\s+\d+\s+R/
const LENGTH = /\/Length\s+(\d+)(?!\s+\d+\s+R)/

/** Leaves encrypted documents unchanged, because pdf.js would decrypt the pixels. */
export function extractJpeg2000(bytes: Uint8Array): WithoutJpeg2000 {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const streams: Uint8Array[] = []
  if (!file.includes('/JPXDecode') || file.includes('/Encrypt')) return { pdf: bytes, streams }
  // pdf.js does not accept Node buffers.
  const pdf = new Uint8Array(bytes)
  for (let index = file.indexOf('/JPXDecode'); index !== -1; index = file.indexOf('/JPXDecode', index + 1)) {
    const found = objectAround(file, index)
    if (!found) continue
    const pixels = Buffer.from([...MARK, streams.length >> 16, (streams.length >> 8) & 255, streams.length & 255])
    const placeholder = Buffer.concat([Buffer.from(head(found.mask)), pixels, Buffer.from('\nendstream\n')])
    if (placeholder.length > found.end - found.start) continue
    streams.push(file.subarray(found.from, found.to))
    pdf.set(placeholder, found.start)
    pdf.fill(SPACE, found.start + placeholder.length, found.end)
    index = found.end
  }
  return { pdf, streams }
}

/** The stream number of a placeholder; null for a regular image. */
export function jpeg2000Number(data: Uint8Array | Uint8ClampedArray, bytesPerPixel: 3 | 4): number | null {
  if (MARK.some((value, index) => data[index] !== value)) return null
  const last = data.length - bytesPerPixel
  return ((data[last] ?? 0) << 16) | ((data[last + 1] ?? 0) << 8) | (data[last + 2] ?? 0)
}

function head(mask: string): string {
  return `\n<</Type/XObject/Subtype/Image/Width 2/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8/Length 6${mask}>>\nstream\n`
}

/** The range from after `obj` to `endobj` with its data; null unless JPEG 2000 is the only filter of an image. */
function objectAround(file: Buffer, index: number) {
  const object = file.lastIndexOf(' obj', index)
  const stream = file.indexOf('stream', index)
  if (object === -1 || stream === -1) return null
  const start = object + ' obj'.length
  const dictionary = file.toString('latin1', start, stream)
  if (dictionary.includes('endobj') || !ALONE.test(dictionary) || !/\/Subtype\s*\/Image/.test(dictionary)) return null
  const line = stream + 'stream'.length
  const from = line + (file[line] === 0x0d ? 2 : 1)
  const length = LENGTH.exec(dictionary)?.[1]
  const to = length === undefined ? file.indexOf('endstream', from) : from + Number(length)
  const end = file.indexOf('endobj', to)
  if (to < from || end === -1) return null
  return { start, end, from, to, mask: MASKED.exec(dictionary)?.[0] ?? '' }
}
