import { attributeOf, scanXml, type XmlAttributes } from '../office/scan-xml'
import { checkLength } from '../text-builder'
import type { NumberFormat } from './number-format'
import { unescapeXlsx } from './xlsx-strings'

/** A row that says something: its cells from left to right, as they are shown. */
export interface SheetRow {
  /** From 0, as `column`. */
  number: number
  cells: SheetCell[]
}

export interface SheetCell {
  column: number
  text: string
  /** A number, date, or yes and no. */
  isValue: boolean
}

/** Rows and columns from 0, both ends included. */
export interface MergedRange {
  top: number
  left: number
  bottom: number
  right: number
}

export interface Sheet {
  rows: SheetRow[]
  merged: MergedRange[]
}

interface ReadSheetOptions {
  strings: readonly string[]
  /** By the number of a cell's style. */
  formats: readonly NumberFormat[]
  onRow?: () => void
}

/** More are left alone: a sheet of so many is drawn, not written. */
const MOST_MERGED = 50_000

/** The cells of a sheet in one pass. @throws TOO_LARGE where they say more than a document may hold */
export function readSheet(bytes: Uint8Array, options: ReadSheetOptions): Sheet {
  const rows: SheetRow[] = []
  const merged: MergedRange[] = []
  let row: SheetRow | null = null
  let number = -1
  let nextColumn = 0
  let cell: RawCell | null = null
  let reading = false
  let phonetic = false
  let size = 0
  const open = (name: string, attributes: XmlAttributes) => {
    if (name === 'row') {
      number = rowNumber(attributes) ?? number + 1
      row = { number, cells: [] }
      nextColumn = 0
    } else if (name === 'c' && row) {
      cell = openCell(attributes, nextColumn)
      nextColumn = cell.column + 1
    } else if (name === 'rPh') phonetic = true
    else if (name === 'v' || name === 't') reading = cell !== null && !phonetic
    else if (name === 'mergeCell' && merged.length <= MOST_MERGED) merged.push(...mergedRange(attributes))
  }
  const close = (name: string) => {
    if (name === 'rPh') phonetic = false
    else if (name === 'v' || name === 't') reading = false
    else if (name === 'c') {
      const text = cell && showCell(cell, options).trim()
      if (text && cell && row) {
        row.cells.push({ column: cell.column, text, isValue: !TEXTS.has(cell.type) })
        size += text.length
        checkLength(size)
      }
      cell = null
    } else if (name === 'row') {
      if (row && row.cells.length > 0) rows.push(row)
      row = null
      options.onRow?.()
    }
  }
  const text = (read: string) => {
    if (cell && reading) cell.content += read
  }
  scanXml(bytes, { open, close, text })
  return { rows, merged: merged.length > MOST_MERGED ? [] : merged }
}

interface RawCell {
  column: number
  type: string
  style: number
  content: string
}

const TEXTS: ReadonlySet<string> = new Set(['s', 'str', 'inlineStr'])

function openCell({ r = '', s = '0', t = 'n' }: XmlAttributes, next: number): RawCell {
  return { column: Math.max(next, columnOf(r)), type: t, style: Number(s), content: '' }
}

function showCell({ type, style, content }: RawCell, { strings, formats }: ReadSheetOptions): string {
  if (content === '') return ''
  if (type === 's') return strings[Number(content)] ?? ''
  // What could not be worked out.
  if (type === 'e') return ''
  if (type === 'str' || type === 'inlineStr') return unescapeXlsx(content)
  if (type === 'b') return content.trim() === '1' ? 'true' : 'false'
  if (type === 'd')
    return content
      .trim()
      .replace('T', ' ')
      .replace(/(?: 00:00:00|:00)?(?:\.0+)?Z?$/, '')
  const value = Number(content)
  if (Number.isNaN(value)) return content
  const format = formats[style]
  return format ? format(value) : String(value)
}

function rowNumber({ r = '' }: XmlAttributes): number | null {
  return /^\d{1,7}$/.test(r) ? Number(r) - 1 : null
}

function mergedRange(attributes: XmlAttributes): MergedRange[] {
  const ref = attributeOf(attributes, 'ref') ?? ''
  const [, left = '', top, right = '', bottom] =
    /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(ref) ?? []
  if (!left) return []
  return [{ left: columnOf(left), top: Number(top) - 1, right: columnOf(right), bottom: Number(bottom) - 1 }]
}

/** A is 0, AA is 26; what stands behind the letters does not count. */
function columnOf(name: string): number {
  let number = 0
  for (let at = 0; at < name.length && at < 3; at += 1) {
    const letter = name.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) break
    number = number * 26 + letter
  }
  return number - 1
}
