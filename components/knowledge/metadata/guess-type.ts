import type { MetadataType } from '@/lib/core/document-metadata'

/** The type that a field most likely has, by one value that a file gave: `["a", "b"]`, `true`, `12.5`, `2026-11-25`. */
export function guessType(example: string): MetadataType {
  const text = example.trim()
  if (text.startsWith('[')) return 'list'
  if (/^(?:true|false)$/i.test(text)) return 'boolean'
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return 'number'
  return /^\d{4}-\d{2}-\d{2}(?:T.*)?$/.test(text) ? 'date' : 'text'
}
