import 'server-only'
import type { Unzipped } from 'fflate'
import { readRelations } from '../office/relations'
import { attributeOf, scanXml, type XmlAttributes } from '../office/scan-xml'
import { builtInFormat, type NumberFormat, readFormat } from './number-format'
import { readSharedStrings } from './xlsx-strings'

export interface Workbook {
  sheets: { name: string; isHidden: boolean; content: Uint8Array }[]
  strings: string[]
  /** Indexed by cell style. */
  formats: NumberFormat[]
}

const WORKBOOK = 'xl/workbook.xml'

/** Reads the parts of a workbook; null for another file. */
export function readWorkbook(files: Unzipped): Workbook | null {
  const content = files[WORKBOOK]
  if (!content) return null
  const relations = readRelations(files, WORKBOOK)
  const partOf = (kind: string) =>
    [...relations.values()].find(({ type }) => type.endsWith(`/${kind}`))?.target ?? `xl/${kind}.xml`
  const [strings, styles] = [files[partOf('sharedStrings')], files[partOf('styles')]]
  const { sheets, is1904 } = readBook(content)
  return {
    sheets: sheets.flatMap(({ name, id, isHidden }) => {
      const part = files[relations.get(id)?.target ?? '']
      return part ? [{ name, isHidden, content: part }] : []
    }),
    strings: strings ? readSharedStrings(strings) : [],
    formats: styles ? readFormats(styles, is1904) : [],
  }
}

function readBook(content: Uint8Array) {
  const sheets: { name: string; id: string; isHidden: boolean }[] = []
  let is1904 = false
  const open = (element: string, attributes: XmlAttributes) => {
    const attribute = (name: string) => attributeOf(attributes, name) ?? ''
    if (element === 'workbookPr') is1904 = /^(?:1|true)$/.test(attribute('date1904'))
    if (element !== 'sheet') return
    sheets.push({
      name: attribute('name'),
      id: attribute('id'),
      isHidden: /^(?:h|veryH)idden$/.test(attribute('state')),
    })
  }
  scanXml(content, { open })
  return { sheets, is1904 }
}

/** Cell formats; named styles are already copied into them. */
function readFormats(styles: Uint8Array, is1904: boolean): NumberFormat[] {
  const codes = new Map<number, string>()
  const ids: number[] = []
  let inCellFormats = false
  scanXml(styles, {
    open: (name, attributes) => {
      if (name === 'cellXfs') inCellFormats = true
      else if (name === 'numFmt')
        codes.set(Number(attributeOf(attributes, 'numFmtId')), attributeOf(attributes, 'formatCode') ?? '')
      else if (name === 'xf' && inCellFormats) ids.push(Number(attributeOf(attributes, 'numFmtId') ?? 0))
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  const formats = new Map<number, NumberFormat>()
  return ids.map((id) => {
    const format = formats.get(id) ?? readFormat(codes.get(id) ?? builtInFormat(id), is1904)
    formats.set(id, format)
    return format
  })
}
