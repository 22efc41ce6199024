import type { PublicInputField } from '@/lib/contracts/public'

/** Maps columns to fields of the same name. A single column maps to a single field. */
export function guessColumns(
  fields: readonly Pick<PublicInputField, 'name' | 'label'>[],
  columns: readonly string[],
): Record<string, string> {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
  const guesses = fields.flatMap(({ name, label }) => {
    const same = columns.find((column) => [name, label].some((word) => plain(word) === plain(column)))
    const column = same ?? (fields.length === 1 && columns.length === 1 ? columns[0] : undefined)
    return column === undefined ? [] : [[name, column] as const]
  })
  return Object.fromEntries(guesses)
}
