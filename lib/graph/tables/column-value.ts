import type { Json } from '@/lib/core/json'
import type { TableColumn } from './columns'

type Converted = { ok: true; value: Json } | { ok: false }

const ok = (value: Json): Converted => ({ ok: true, value })
const unfit: Converted = { ok: false }

/** A value as its column stores it. Parses strings as numbers, dates and so on; an empty string becomes null. */
export function columnValue({ type, options }: Pick<TableColumn, 'type' | 'options'>, value: Json): Converted {
  if (value === null || value === '') return ok(null)
  switch (type) {
    case 'text':
      return ok(typeof value === 'string' ? value : JSON.stringify(value))
    case 'number':
      return toNumber(value)
    case 'boolean':
      return toBoolean(value)
    case 'date':
      return toDate(value)
    case 'choice':
      return typeof value === 'string' && options.includes(value) ? ok(value) : unfit
    case 'json':
      return ok(value)
  }
}

function toNumber(value: Json): Converted {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? ok(number) : unfit
}

function toBoolean(value: Json): Converted {
  if (typeof value === 'boolean') return ok(value)
  const text = String(value).trim().toLowerCase()
  if (['true', 'yes', '1'].includes(text)) return ok(true)
  return ['false', 'no', '0'].includes(text) ? ok(false) : unfit
}

/** A day stays a day; a time is stored in UTC, so that texts sort as times. */
function toDate(value: Json): Converted {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return unfit
  const time = Date.parse(value)
  if (Number.isNaN(time)) return unfit
  return ok(value.length === 10 ? value : new Date(time).toISOString())
}
