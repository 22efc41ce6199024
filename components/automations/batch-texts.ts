import type { BatchView } from '@/lib/contracts/batches'
import type { JsonObject } from '@/lib/core/json'

/** The columns that the app receives. */
export const mappedColumns = ({ mapping }: Pick<BatchView, 'mapping'>): string[] =>
  Object.values(mapping ?? {}).flatMap((from) => (from.kind === 'column' ? [from.column] : []))

/** A row with the columns that the app receives first. */
export function rowText(values: JsonObject, mapped: readonly string[]): string {
  const others = Object.keys(values).filter((column) => !mapped.includes(column))
  return [...mapped, ...others].flatMap((column) => textOf(values[column])).join(' · ')
}

/** The texts of a result. Structured values, such as citations, are shown only if it has no text. */
export function answerText(outputs: JsonObject): string {
  const values = Object.values(outputs)
  const texts = values.filter((value) => typeof value !== 'object' && value !== '')
  return (texts.length > 0 ? texts : values).flatMap(textOf).join(' · ')
}

function textOf(value: JsonObject[string] | undefined): string[] {
  if (value === undefined || value === null || value === '') return []
  return [typeof value === 'string' ? value : JSON.stringify(value)]
}
