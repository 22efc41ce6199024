import type { Parsed } from '../parsed'
import { TextBuilder } from '../text-builder'
import { decodeText } from './decode-text'
import { JsonFlattener, readJson } from './parse-json'
import { writeRecord } from './records'

/** One JSON value per line, each a record. */
export function parseJsonl(bytes: Uint8Array): Parsed {
  const builder = new TextBuilder()
  const flattener = new JsonFlattener()
  const lines = decodeText(bytes)
    .replace(/^\ufeff/, '')
    .split('\n')
  for (const [index, line] of lines.entries()) {
    if (line.trim()) writeRecord(builder, flattener.flatten(readJson(line, index + 1)))
  }
  return { builder, shape: 'records' }
}
