import type {
  DocumentMetadata,
  MetadataField,
  MetadataOrigin,
  MetadataValue,
} from '@/lib/core/knowledge/document-metadata'
import { toMetadataValue } from './to-metadata-value'

export interface Described {
  metadata: DocumentMetadata
  origins: Record<string, MetadataOrigin>
}

export interface DeriveOptions {
  fields: readonly MetadataField[]
  /** The document's name, including folders. */
  name: string
  /** Metadata from the file itself. */
  properties: Readonly<Record<string, string | number | boolean | string[]>>
  /** Current values of the document and their origin. */
  current: Described
}

/**
 * Values of a document's fields. Values set by a person, a source or a model are kept. Rules on the name take
 * precedence over the file's metadata. Fields that no longer exist are dropped.
 */
export function deriveMetadata({ fields, name, properties, current }: DeriveOptions): Described {
  const values = byLowerCase(properties)
  const metadata: DocumentMetadata = {}
  const origins: Record<string, MetadataOrigin> = {}
  for (const field of fields) {
    const found = storedValue(field, current) ?? byRules(field, name) ?? fromFile(field, values)
    if (!found) continue
    metadata[field.name] = found.value
    origins[field.name] = found.origin
  }
  return { metadata, origins }
}

interface Found {
  value: MetadataValue
  origin: MetadataOrigin
}

function storedValue(field: MetadataField, { metadata, origins }: Described): Found | null {
  const origin = Object.hasOwn(origins, field.name) ? origins[field.name] : undefined
  if (origin === undefined || origin === 'file' || origin === 'rule') return null
  const value = toMetadataValue(field, metadata[field.name])
  return value === null ? null : { value, origin }
}

function byRules(field: MetadataField, name: string): Found | null {
  for (const { pattern } of field.rules) {
    const value = toMetadataValue(field, extractFromName(pattern, name))
    if (value !== null) return { value, origin: 'rule' }
  }
  return null
}

function fromFile(field: MetadataField, values: ReadonlyMap<string, unknown>): Found | null {
  const value = toMetadataValue(field, values.get(field.name.toLowerCase()))
  return value === null ? null : { value, origin: 'file' }
}

function byLowerCase(properties: DeriveOptions['properties']): Map<string, unknown> {
  return new Map(Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value]))
}

/**
 * Extracts the text at `{value}` in a pattern; `*` matches within one folder or file name. Matched
 * without a regular expression, so that no pattern is slow. Null without a match.
 */
export function extractFromName(pattern: string, name: string): string | null {
  const parts = pattern.split('/')
  const folders = name.split('/')
  // A single-part pattern matches the file name, others the whole path.
  const against = parts.length === 1 ? folders.slice(-1) : folders
  if (against.length !== parts.length) return null
  let value: string | null = null
  for (const [index, part] of parts.entries()) {
    const found = matchPart(part, against[index] ?? '')
    if (!found) return null
    value = found.value ?? value
  }
  return value
}

function matchPart(part: string, text: string): { value: string | null } | null {
  const [prefix = '', suffix] = part.split('{value}')
  if (suffix === undefined) return matchesPattern(part, text) ? { value: null } : null
  for (let start = 0; start <= text.length; start += 1) {
    if (!matchesPattern(prefix, text.slice(0, start))) continue
    for (let end = text.length; end > start; end -= 1)
      if (matchesPattern(suffix, text.slice(end))) return { value: text.slice(start, end) }
  }
  return null
}

/** Greedy matching of the pieces between wildcards: linear in the text. */
function matchesPattern(pattern: string, text: string): boolean {
  const pieces = pattern.split('*')
  const [first = '', ...rest] = pieces
  if (rest.length === 0) return pattern === text
  const last = rest.pop() ?? ''
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) return false
  let offset = first.length
  for (const piece of rest) {
    const found = text.indexOf(piece, offset)
    if (found < 0) return false
    offset = found + piece.length
  }
  return offset <= text.length - last.length
}
