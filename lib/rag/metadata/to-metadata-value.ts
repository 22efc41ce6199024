import type { MetadataField, MetadataType, MetadataValue } from '@/lib/core/knowledge/document-metadata'

const MAX_TEXT_CHARACTERS = 500
const MAX_LIST_ITEMS = 50
const YES = new Set(['true', 'yes', 'y', 'on', '1'])
const NO = new Set(['false', 'no', 'n', 'off', '0'])

/** Converts a value to the field's type; null if impossible, or not one of the field's options. */
export function toMetadataValue(field: Pick<MetadataField, 'type' | 'options'>, input: unknown): MetadataValue | null {
  if (input === null || input === undefined) return null
  const value = READERS[field.type](input)
  if (value === null || field.options.length === 0) return value
  if (Array.isArray(value)) {
    const options = value.flatMap((item) => optionOf(field.options, item) ?? [])
    return options.length > 0 ? options : null
  }
  return typeof value === 'string' ? optionOf(field.options, value) : value
}

const optionOf = (options: readonly string[], value: string): string | null =>
  options.find((option) => option.toLowerCase() === value.toLowerCase()) ?? null

/** Front matter may contain objects, which may lack `toString`. */
const textOf = (value: unknown): string => (typeof value === 'object' ? '' : String(value).trim())

const READERS: Record<MetadataType, (value: unknown) => MetadataValue | null> = {
  text: (value) => {
    const texts = (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== '')
    return texts.length > 0 ? texts.join(', ').slice(0, MAX_TEXT_CHARACTERS) : null
  },
  number: (value) => {
    if (typeof value === 'number') return Number.isFinite(value) ? value : null
    if (typeof value !== 'string' || value.trim() === '') return null
    const number = Number(value.trim())
    return Number.isFinite(number) ? number : null
  },
  date: (value) => (typeof value === 'string' ? toDay(value.trim()) : null),
  boolean: (value) => {
    if (typeof value === 'boolean') return value
    const word = textOf(value).toLowerCase()
    if (YES.has(word)) return true
    return NO.has(word) ? false : null
  },
  list: (value) => {
    const items: unknown[] = Array.isArray(value) ? value : textOf(value).split(/[,;\n]/)
    const texts = items.map((item) => textOf(item).slice(0, MAX_TEXT_CHARACTERS)).filter((item) => item !== '')
    return texts.length > 0 ? [...new Set(texts)].slice(0, MAX_LIST_ITEMS) : null
  },
}

/** `2026-11-25` for an ISO date or time, `2026`, `2026-11` or `25.11.2026`; null for an invalid date. */
function toDay(text: string): string | null {
  const written = isoDay(text) ?? dottedDay(text)
  if (written === null) return null
  const date = new Date(`${written}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(written) ? written : null
}

function isoDay(text: string): string | null {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:[T ].*)?$/.exec(text) ?? []
  return year === undefined ? null : `${year}-${month}-${day}`
}

function dottedDay(text: string): string | null {
  const [, day = '', month = '', year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? []
  return year === undefined ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
