import { zlibSync } from 'fflate'
import { latinCode, type PdfFont } from './pdf-fonts'

/** A4 in points. */
export const PAGE_WIDTH = 595
export const PAGE_HEIGHT = 842

interface PdfLink {
  address: string
  /** Left, bottom, right, top. */
  area: readonly [number, number, number, number]
}

export interface PdfPage {
  /** Operators of the content stream. */
  content: string[]
  links: PdfLink[]
}

const LATIN: Readonly<Record<Exclude<PdfFont, 'chinese'>, string>> = {
  regular: 'Helvetica',
  bold: 'Helvetica-Bold',
  italic: 'Helvetica-Oblique',
  boldItalic: 'Helvetica-BoldOblique',
  mono: 'Courier',
}

/** Text as a hexadecimal string in the encoding of its font. */
export function pdfString(text: string, font: PdfFont): string {
  const codes = [...text].map((character) => {
    if (font === 'chinese') return (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')
    return (latinCode(character) ?? 0x3f).toString(16).padStart(2, '0')
  })
  return `<${codes.join('')}>`
}

/** Writes pages as a PDF file without embedded fonts. */
export function pdfFile(pages: readonly PdfPage[], title: string): Uint8Array {
  const file = new PdfObjects()
  const fonts = [
    ...Object.entries(LATIN).map(([name, base]) => {
      const id = file.add(`<< /Type /Font /Subtype /Type1 /BaseFont /${base} /Encoding /WinAnsiEncoding >>`)
      return `/${name} ${id} 0 R`
    }),
    `/chinese ${chineseFont(file)} 0 R`,
  ]
  const resources = file.add(`<< /Font << ${fonts.join(' ')} >> >>`)
  const tree = file.reserve()
  const kids = pages.map(({ content, links }) => {
    const stream = file.stream(content.join('\n'))
    const notes = links.map(({ address, area }) =>
      file.add(
        `<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [${area.map(round).join(' ')}] /A << /S /URI /URI ${asciiString(address)} >> >>`,
      ),
    )
    const annotations = notes.length === 0 ? '' : ` /Annots [${notes.map((id) => `${id} 0 R`).join(' ')}]`
    return file.add(
      `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${PAGE_WIDTH} ${PAGE_HEIGHT}] /Resources ${resources} 0 R /Contents ${stream} 0 R${annotations} >>`,
    )
  })
  file.set(tree, `<< /Type /Pages /Kids [${kids.map((id) => `${id} 0 R`).join(' ')}] /Count ${kids.length} >>`)
  const root = file.add(`<< /Type /Catalog /Pages ${tree} 0 R >>`)
  const info = file.add(`<< /Title ${unicodeString(title)} /Producer (Patchbay) >>`)
  return file.bytes(root, info)
}

export const round = (value: number): string => value.toFixed(2).replace(/\.?0+$/, '')

/** The font of Adobe's simplified Chinese collection, for which every reader has a replacement. */
function chineseFont(file: PdfObjects): number {
  const descriptor = file.add(
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  )
  const base = file.add(
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor ${descriptor} 0 R /DW 1000 >>`,
  )
  return file.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [${base} 0 R] >>`,
  )
}

const asciiString = (text: string): string => pdfHex([...new TextEncoder().encode(encodeURI(decoded(text)))])

function decoded(address: string): string {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}

function unicodeString(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))
  return pdfHex([0xfe, 0xff, ...units.flatMap((unit) => [unit >> 8, unit & 0xff])])
}

const pdfHex = (bytes: readonly number[]): string =>
  `<${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}>`

const BINARY_MARK = Uint8Array.of(0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a)

/** Numbered objects of a file, from 1. */
class PdfObjects {
  private readonly objects: Uint8Array[] = []

  add(code: string): number {
    return this.objects.push(ascii(code))
  }

  reserve(): number {
    return this.add('null')
  }

  set(id: number, code: string): void {
    this.objects[id - 1] = ascii(code)
  }

  stream(content: string): number {
    const packed = zlibSync(ascii(content))
    const head = ascii(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`)
    return this.objects.push(join([head, packed, ascii('\nendstream')]))
  }

  bytes(root: number, info: number): Uint8Array {
    const parts = [ascii('%PDF-1.5\n'), BINARY_MARK]
    let offset = parts.reduce((sum, part) => sum + part.length, 0)
    const offsets = this.objects.map((object, index) => {
      const part = join([ascii(`${index + 1} 0 obj\n`), object, ascii('\nendobj\n')])
      const at = offset
      offset += part.length
      parts.push(part)
      return at
    })
    const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
    const size = this.objects.length + 1
    parts.push(
      ascii(
        `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root ${root} 0 R /Info ${info} 0 R >>\nstartxref\n${offset}\n%%EOF\n`,
      ),
    )
    return join(parts)
  }
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text)

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
