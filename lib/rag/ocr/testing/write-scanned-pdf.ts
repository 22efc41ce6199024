import { Buffer } from 'node:buffer'

/**
 * A scanned page: a 1-bit PNG, or nothing. `turn` rotates it, like a sheet feeder. `behind` is a
 * JPEG 2000 image that shows through where the PNG is black, as written by scanners that separate
 * text and background.
 */
export interface ScannedPage {
  png: Uint8Array | null
  turn?: 90 | 0
  behind?: Uint8Array
  /** Color image instead of the PNG. */
  jpeg?: { bytes: Uint8Array; width: number; height: number }
  /** Printed on top, in the text layer. */
  text?: string
}

/** PDF objects per page: the page, its content, its image, and that image as a mask. */
const OBJECTS_PER_PAGE = 4

/** Writes a PDF of scanned pages like scanners do. */
export function writeScannedPdf(pages: readonly ScannedPage[]): Uint8Array {
  const objects: Buffer[] = []
  const kids = pages.map((_, index) => `${4 + OBJECTS_PER_PAGE * index} 0 R`).join(' ')
  objects.push(Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'))
  objects.push(Buffer.from(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`))
  objects.push(Buffer.from('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'))
  for (const [index, { png, turn = 0, text = '', behind, jpeg }] of pages.entries()) {
    const first = 4 + OBJECTS_PER_PAGE * index
    const picture = png ? pixelsOf(png) : jpegOf(jpeg)
    const [across, down] = picture.data ? [picture.width * 0.3, picture.height * 0.3] : [595, 842]
    const placed = turn === 0 ? `${across} 0 0 ${down} 0 0` : `0 ${across} ${-down} 0 ${down} 0`
    const size = turn === 0 ? `${across} ${down}` : `${down} ${across}`
    const drawn = picture.data ? `q ${placed} cm /I Do Q\n` : ''
    const content = `${drawn}BT /F 12 Tf 10 10 Td (${text}) Tj ET`
    const resources = `<< /Font << /F 3 0 R >> /XObject << /I ${first + 2} 0 R >> >>`
    objects.push(
      Buffer.from(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${size}] /Resources ${resources} /Contents ${first + 1} 0 R >>`,
      ),
      stream('', Buffer.from(content)),
      behind
        ? stream(`/Type /XObject /Subtype /Image /Filter /JPXDecode /SMask ${first + 3} 0 R`, Buffer.from(behind))
        : stream(imageDictionary(picture), picture.data ?? Buffer.alloc(0)),
      stream(`${imageDictionary(picture)} /Decode [1 0]`, picture.data ?? Buffer.alloc(0)),
    )
  }
  return assemble(objects)
}

interface Pixels {
  width: number
  height: number
  data: Buffer | null
  isJpeg?: boolean
}

function jpegOf(jpeg: ScannedPage['jpeg']): Pixels {
  if (!jpeg) return { width: 0, height: 0, data: null }
  return { ...jpeg, data: Buffer.from(jpeg.bytes), isJpeg: true }
}

/** A PNG packs its rows like PDF's FlateDecode with predictor 15. */
function pixelsOf(png: Uint8Array): Pixels & { data: Buffer } {
  const bytes = Buffer.from(png)
  const parts: Buffer[] = []
  for (let index = 8; index < bytes.length; index += 12 + bytes.readUInt32BE(index)) {
    const length = bytes.readUInt32BE(index)
    if (bytes.toString('latin1', index + 4, index + 8) === 'IDAT')
      parts.push(bytes.subarray(index + 8, index + 8 + length))
  }
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), data: Buffer.concat(parts) }
}

function imageDictionary({ width, height, isJpeg = false }: Pixels): string {
  const size = `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent ${isJpeg ? 8 : 1}`
  if (isJpeg) return `${size} /ColorSpace /DeviceRGB /Filter /DCTDecode`
  const predictor = `/DecodeParms << /Predictor 15 /Colors 1 /BitsPerComponent 1 /Columns ${width} >>`
  return `${size} /ColorSpace /DeviceGray /Filter /FlateDecode ${predictor}`
}

function stream(dictionary: string, data: Buffer): Buffer {
  const head = Buffer.from(`<< ${dictionary} /Length ${data.length} >>\nstream\n`)
  return Buffer.concat([head, data, Buffer.from('\nendstream')])
}

function assemble(objects: readonly Buffer[]): Uint8Array {
  const parts = [Buffer.from('%PDF-1.4\n')]
  const offsets: number[] = []
  let length = parts[0]?.length ?? 0
  for (const [index, object] of objects.entries()) {
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')])
    offsets.push(length)
    length += part.length
    parts.push(part)
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${length}\n%%EOF`
  parts.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}${trailer}`))
  return new Uint8Array(Buffer.concat(parts))
}
