import { attributeOf, scanXml, type XmlAttributes } from '../office/scan-xml'
import { checkLength } from '../text-builder'
import type { NumberFormat } from './number-format'
import { unescapeXlsx } from './xlsx-strings'

/** A non-empty row: its cells from left to right, as displayed. */
export interface SheetRow {
  /** 0-based, like `column`. */
  number: number
  cells: SheetCell[]
}

export interface SheetCell {
  column: number
  text: string
  /** A number, date or boolean. */
  isValue: boolean
}

/** 0-based rows and columns, inclusive. */
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
  /** Indexed by cell style. */
  formats: readonly NumberFormat[]
  onRow?: () => void
}

/** A sheet with more merged ranges is a drawing; its merges are ignored. */
const MAX_MERGED = 50_000

/** Reads a sheet in one pass. @throws TOO_LARGE if its text exceeds the maximum document length */
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
    else if (name === 'mergeCell' && merged.length <= MAX_MERGED) merged.push(...mergedRange(attributes))
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
  const text = (piece: string) => {
    if (cell && reading) cell.content += piece
  }
  scanXml(bytes, { open, close, text })
  return { rows, merged: merged.length > MAX_MERGED ? [] : merged }
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
  // Formula errors.
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

/** A is 0, AA is 26; anything after the letters is ignored. */
function columnOf(name: string): number {
  let number = 0
  for (let index = 0; index < name.length && index < 3; index += 1) {
    const letter = name.charCodeAt(index) - 64
    if (letter < 1 || letter > 26) break
    number = number * 26 + letter
  }
  return number - 1
}
