import { AppError } from '@/lib/core/app-error'
import { decodeText } from './decode-text'
import { JsonFlattener } from './parse-json'
import type { Parsed } from './parsed'
import { writeRecord } from './records'
import { TextBuilder } from './text-builder'

/** One JSON value a line, each a record. */
export function parseJsonl(bytes: Uint8Array): Parsed {
  const builder = new TextBuilder()
  const flattener = new JsonFlattener()
  const lines = decodeText(bytes)
    .replace(/^\ufeff/, '')
    .split('\n')
  for (const [index, line] of lines.entries()) {
    if (line.trim()) writeRecord(builder, flattener.flatten(read(line, index + 1)))
  }
  return { builder, shape: 'records' }
}

function read(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : ''
    throw new AppError('INVALID_JSON', `Line ${number} is not valid JSON: ${reason.slice(0, 200)}`, { cause })
  }
}
