import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Parsed } from '../parsed'
import { TextBuilder } from '../text-builder'
import { decodeText } from './decode-text'
import { parseNotebook } from './parse-notebook'
import { writeRecord } from './records'

const MAX_DEPTH = 64
const MAX_VALUES = 500_000

/** Writes a list as one record per item, anything else as one line per value. */
export function parseJsonDocument(bytes: Uint8Array): Parsed {
  const value = readJson(decodeText(bytes).replace(/^\ufeff/, ''))
  const notebook = parseNotebook(value)
  if (notebook) return notebook
  const builder = new TextBuilder()
  const flattener = new JsonFlattener()
  if (Array.isArray(value)) {
    for (const item of value) writeRecord(builder, flattener.flatten(item))
  } else {
    for (const field of flattener.flatten(value)) writeRecord(builder, [field])
  }
  return { builder, shape: Array.isArray(value) ? 'records' : 'prose' }
}

/** @throws INVALID_JSON @param line the line of the value, or null if it is the whole file */
export function readJson(source: string, line: number | null = null): unknown {
  try {
    // Numbers with this many digits are serial numbers, which would lose their last digits.
    return /\d{16}/.test(source) ? JSON.parse(source, keepDigits) : JSON.parse(source)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 200) : ''
    throw new AppError(
      'INVALID_JSON',
      problem('documents.notJson', { line: line === null ? 'none' : String(line), reason }),
      { cause },
    )
  }
}

function keepDigits(_key: string, value: unknown, { source }: { source?: string } = {}): unknown {
  const isRounded = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return isRounded && source !== undefined && /^-?\d+$/.test(source) ? source : value
}

export class JsonFlattener {
  private count = 0

  flatten(value: unknown): [string, string][] {
    const fields: [string, string][] = []
    this.visit(value, '', 0, fields)
    return fields
  }

  private visit(value: unknown, path: string, depth: number, fields: [string, string][]): void {
    this.count += 1
    if (this.count > MAX_VALUES) throw new AppError('TOO_LARGE', problem('documents.jsonTooManyValues'))
    if (depth > MAX_DEPTH) throw new AppError('INVALID_INPUT', problem('documents.jsonTooDeep'))
    if (typeof value !== 'object' || value === null) {
      if (value !== null) fields.push([path, String(value)])
      return
    }
    for (const [key, item] of Object.entries(value)) {
      const ownPath = path ? `${path}.${key}` : key
      this.visit(item, Array.isArray(value) ? path : ownPath, depth + 1, fields)
    }
  }
}
