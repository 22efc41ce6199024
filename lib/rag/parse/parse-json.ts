import { AppError } from '@/lib/core/app-error'
import { decodeText } from './decode-text'
import type { Parsed } from './parsed'
import { writeRecord } from './records'
import { TextBuilder } from './text-builder'

const DEEPEST = 64
const MAX_VALUES = 500_000

/** A list becomes one record an item; anything else one line a value. */
export function parseJsonDocument(bytes: Uint8Array): Parsed {
  const value = read(decodeText(bytes).replace(/^\ufeff/, ''))
  const builder = new TextBuilder()
  const flattener = new JsonFlattener()
  if (Array.isArray(value)) {
    for (const item of value) writeRecord(builder, flattener.flatten(item))
  } else {
    for (const field of flattener.flatten(value)) writeRecord(builder, [field])
  }
  return { builder, shape: Array.isArray(value) ? 'records' : 'prose' }
}

function read(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch (cause) {
    throw new AppError('INVALID_JSON', `This is not valid JSON: ${cause instanceof Error ? cause.message : ''}`, {
      cause,
    })
  }
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
    if (this.count > MAX_VALUES)
      throw new AppError('TOO_LARGE', 'This JSON file holds more than 500,000 values. Split it.')
    if (depth > DEEPEST) throw new AppError('INVALID_INPUT', 'This JSON file is nested more than 64 levels deep.')
    if (typeof value !== 'object' || value === null) {
      if (value !== null) fields.push([path, String(value)])
      return
    }
    for (const [key, item] of Object.entries(value)) {
      const name = Array.isArray(value) ? path : path ? `${path}.${key}` : key
      this.visit(item, name, depth + 1, fields)
    }
  }
}
