import type { BatchItemView, BatchMapping } from '@/lib/contracts/batches'
import type { PublicInputField } from '@/lib/contracts/public'

type Field = Pick<PublicInputField, 'name' | 'label' | 'required'>
type Row = BatchItemView['values']

/** Usual names of a column with what a person asks or writes. */
const MESSAGE = /question|message|prompt|query|input|text|body|ticket|问题|消息|提问|内容/iu

/**
 * Matches columns to inputs of the same name. A required input without one gets the column that is named like a
 * message, otherwise the one with the longest texts.
 */
export function guessMapping(fields: readonly Field[], columns: readonly string[], rows: readonly Row[]): BatchMapping {
  const guesses = new Map<string, string>()
  for (const field of fields) {
    const same = columns.find((column) => [field.name, field.label].some((name) => plain(name) === plain(column)))
    if (same !== undefined) guesses.set(field.name, same)
  }
  const open = fields.filter(({ name, required }) => !guesses.has(name) && (required || fields.length === 1))
  for (const field of open) {
    const used = new Set(guesses.values())
    const free = columns.filter((column) => !used.has(column))
    const best = free.find((column) => MESSAGE.test(column)) ?? longest(free, rows)
    if (best !== undefined) guesses.set(field.name, best)
  }
  return Object.fromEntries([...guesses].map(([name, column]) => [name, { kind: 'column' as const, column }]))
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

function longest(columns: readonly string[], rows: readonly Row[]): string | undefined {
  const length = (column: string) => rows.reduce((sum, row) => sum + String(row[column] ?? '').length, 0)
  return columns.toSorted((a, b) => length(b) - length(a))[0]
}

/** The first required input without a column or value. */
export const findUnmapped = <Input extends Field>(fields: readonly Input[], mapping: BatchMapping): Input | undefined =>
  fields.find(({ name, required }) => required && !mapping[name])
