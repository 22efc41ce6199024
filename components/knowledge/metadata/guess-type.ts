import type { MetadataType } from '@/lib/core/knowledge/document-metadata'

/** The likely type of a field, based on file values; `text` if they differ, because it loses nothing. */
export function guessType(examples: readonly string[]): MetadataType {
  const [type, ...others] = new Set(examples.map(typeOf))
  return type === undefined || others.length > 0 ? 'text' : type
}

/** `["a", "b"]`, `true`, `12.5`, `2026-11-25` */
function typeOf(example: string): MetadataType {
  const text = example.trim()
  if (text.startsWith('["') || text === '[]') return 'list'
  if (/^(?:true|false)$/i.test(text)) return 'boolean'
  // Values that a number would not preserve, such as `00123`, `1.10` and long ids, are not numbers.
  if (/^-?\d+(?:\.\d+)?$/.test(text) && String(Number(text)) === text) return 'number'
  return /^\d{4}-\d{2}-\d{2}(?:T.*)?$/.test(text) ? 'date' : 'text'
}
