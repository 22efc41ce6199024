import 'server-only'
import type { Unzipped } from 'fflate'
import { readRelations } from './relations'
import { all, parseXml } from './xml'

/** Rows and columns from 0, both ends included. */
export interface MergedRange {
  top: number
  left: number
  bottom: number
  right: number
}

export interface SheetLayout {
  isHidden: boolean
  merged: MergedRange[]
}

const WORKBOOK = 'xl/workbook.xml'
/** More are left alone: a sheet of so many is drawn, not written. */
const MOST_MERGED = 50_000

/** What a workbook says of its sheets besides their cells, by their names. */
export function readLayouts(files: Unzipped): Map<string, SheetLayout> {
  const relations = readRelations(files, WORKBOOK)
  const workbook = files[WORKBOOK]
  const sheets = workbook ? all(parseXml(workbook), 'sheet') : []
  return new Map(
    sheets.map((sheet) => {
      const part = relations.get(sheet.getAttribute('r:id') ?? '')?.target
      const content = part === undefined ? undefined : files[part]
      const isHidden = /^(?:h|veryH)idden$/.test(sheet.getAttribute('state') ?? '')
      return [sheet.getAttribute('name') ?? '', { isHidden, merged: content ? mergedRanges(content) : [] }]
    }),
  )
}

/** By their bytes: a DOM of a sheet with 50,000 rows would be larger than all else. */
function mergedRanges({ buffer, byteOffset, byteLength }: Uint8Array): MergedRange[] {
  const xml = Buffer.from(buffer, byteOffset, byteLength)
  const from = xml.indexOf('<mergeCells')
  if (from < 0) return []
  const found = xml
    .toString('latin1', from)
    .matchAll(/<mergeCell\s[^<>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g)
  const ranges = [...found].map(([, left = '', top, right = '', bottom]) => ({
    left: columnNumber(left),
    top: Number(top) - 1,
    right: columnNumber(right),
    bottom: Number(bottom) - 1,
  }))
  return ranges.length > MOST_MERGED ? [] : ranges
}

/** A is 0, AA is 26. */
function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
