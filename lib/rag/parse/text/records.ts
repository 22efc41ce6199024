import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { TextBuilder } from '../text-builder'

type Field = readonly [name: string, value: string]

/** One record per line with column names, so that a passage is self-contained. */
export function writeRecord(builder: TextBuilder, fields: readonly Field[]): void {
  const shown = fields
    .map(([name, value]) => [oneLine(name), oneLine(value)] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => (name ? `${name}: ${value}` : value))
  if (shown.length > 0) builder.line(`- ${shown.join('; ')}`)
}

/** Writes the records of a table. @throws TOO_LARGE naming the last readable row */
export function writeRecords(builder: TextBuilder, records: Iterable<readonly Field[]>): void {
  let rows = 0
  try {
    for (const fields of records) {
      writeRecord(builder, fields)
      rows += 1
    }
  } catch (cause) {
    if (!AppError.isInstance(cause) || cause.code !== 'TOO_LARGE' || rows === 0) throw cause
    throw new AppError('TOO_LARGE', problem('documents.tableTooLarge', { rows }), { cause })
  }
}

const NOT_ONE_LINE = /\s{2,}|[^\S ]|^ | $/

function oneLine(text: string): string {
  return NOT_ONE_LINE.test(text) ? text.replace(/\s+/g, ' ').trim() : text
}
