import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { storable } from '@/lib/core/storable'
import { problem } from '@/lib/messages/problems/problem'
import { NOT_UTF8 } from './decode-upload'
import { goodRow, MAX_ROW_CHARACTERS, rejectedRow, type UploadRow } from './upload-row'

interface Source {
  text: string
  isDamaged: boolean
}

/** One JSON object per line. */
export function* jsonlRows({ text, isDamaged }: Source): Generator<UploadRow> {
  let line = 0
  for (let start = text.startsWith('\ufeff') ? 1 : 0; start < text.length; ) {
    const found = text.indexOf('\n', start)
    const end = found === -1 ? text.length : found
    line += 1
    if (end - start > MAX_ROW_CHARACTERS) yield rejectedRow(line, problem('datasets.lineTooLong'))
    else {
      const part = text.slice(start, end).trim()
      if (part !== '') yield isDamaged && part.includes('\ufffd') ? rejectedRow(line, NOT_UTF8) : readLine(line, part)
    }
    start = end + 1
  }
}

/** A list of objects, bare or as the single list in an object, such as `{ "data": [...] }`; `line` counts its items. */
export function* jsonRows({ text, isDamaged }: Source): Generator<UploadRow> {
  if (isDamaged) throw new AppError('INVALID_INPUT', problem('files.notUtf8'))
  const value = parse(text.replace(/^\ufeff/, ''))
  const items = listIn(value)
  if (!items) throw new AppError('INVALID_INPUT', problem('datasets.jsonWithoutList'))
  for (const [index, item] of items.entries()) yield toRow(index + 1, item)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : ''
    throw new AppError('INVALID_JSON', problem('datasets.jsonInvalid', { reason }), { cause })
  }
}

function listIn(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value
  if (typeof value !== 'object' || value === null) return null
  const lists = Object.values(value).filter((item): item is unknown[] => Array.isArray(item))
  return lists.length === 1 ? (lists[0] ?? null) : null
}

function readLine(line: number, text: string): UploadRow {
  try {
    return toRow(line, JSON.parse(text))
  } catch {
    return rejectedRow(line, problem('datasets.lineNotJson'))
  }
}

/** Rejects own keys such as `__proto__` before the object is copied, to prevent prototype pollution. */
function toRow(line: number, value: unknown): UploadRow {
  const flaw = findJsonFlaw(value, 64)
  if (flaw?.kind === 'reserved-key')
    return rejectedRow(line, problem('datasets.nameReserved', { name: flaw.path.slice(0, 80) }))
  if (flaw) return rejectedRow(line, problem('datasets.nestedTooDeep'))
  const parsed = JsonObjectSchema.safeParse(value)
  return parsed.success ? goodRow(line, storable(parsed.data)) : rejectedRow(line, problem('datasets.notJsonObject'))
}
