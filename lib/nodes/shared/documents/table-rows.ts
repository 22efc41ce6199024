import type { Json } from '@/lib/core/json'
import { toText } from '@/lib/export/runtime/values'

export type Cell = string | number | boolean

const MAX_ROWS = 100_000
const MAX_COLUMNS = 1_000

/**
 * The rows of a table with its header: objects get one column per field in the order of appearance, lists stay rows,
 * and other values fill a single column.
 */
export function tableRows(value: Json | undefined): { header: string[]; rows: Cell[][] } {
  const items = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
  if (items.length > MAX_ROWS)
    throw new RangeError(`The table has ${items.length} rows, and the maximum is ${MAX_ROWS}.`)
  if (items.length > 0 && items.every(Array.isArray)) {
    const [header = [], ...rows] = items.map((item) => (Array.isArray(item) ? item.map(toCell) : []))
    return { header: header.map(String), rows }
  }
  const names = new Set<string>()
  for (const item of items) for (const name of isRecord(item) ? Object.keys(item) : ['value']) names.add(name)
  if (names.size > MAX_COLUMNS)
    throw new RangeError(`The table has ${names.size} columns, and the maximum is ${MAX_COLUMNS}.`)
  const header = [...names]
  const rows = items.map((item) => {
    const fields: { [name: string]: Json } = isRecord(item) ? item : { value: item }
    return header.map((name) => toCell(Object.hasOwn(fields, name) ? (fields[name] ?? null) : null))
  })
  return { header, rows }
}

const isRecord = (item: Json): item is { [name: string]: Json } =>
  typeof item === 'object' && item !== null && !Array.isArray(item)

function toCell(value: Json): Cell {
  if (value === null) return ''
  return typeof value === 'object' ? toText(value) : value
}
