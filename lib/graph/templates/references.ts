import { AppError } from '@/lib/core/app-error'
import { insertedValue } from '@/lib/core/inserted-value'
import type { Json } from '@/lib/core/json'
import { isReservedKey } from '@/lib/core/reserved-keys'
import { sqlValue } from '@/lib/core/sql/sql-value'
import { wellFormed } from '@/lib/core/well-formed'
import { valueProblem } from '@/lib/messages/problems/value-problem'
import type { TemplateEncoding } from '../manifest'
import { textFromJson } from './text-from-json'

/**
 * `path` of `{{name}}` is ['name']: the node's own input port. `path` of `{{node.port.a.0}}` is
 * ['node', 'port', 'a', '0']: a value of another node.
 */
export interface ReferenceSegment {
  type: 'reference'
  raw: string
  path: string[]
  start: number
}
export type TemplateSegment = { type: 'text'; text: string } | ReferenceSegment

/** `undefined` means that a source is absent or skipped. Throws REFERENCE_MISSING for a path without a value. */
export type ReferenceLookup = (reference: ReferenceSegment) => Json | undefined

const MAX_REFERENCE_LENGTH = 2_000
const MAX_PATH_LENGTH = 200

/** Splits text at its references. Anything else stays text; nothing is ever evaluated. */
export function parseTemplate(text: string): TemplateSegment[] {
  const segments: TemplateSegment[] = []
  let textStart = 0
  let cursor = text.indexOf('{{')
  while (cursor !== -1) {
    const reference = readReference(text, cursor)
    if (reference) {
      if (cursor > textStart) segments.push({ type: 'text', text: text.slice(textStart, cursor) })
      segments.push(reference)
      textStart = cursor + reference.raw.length
    }
    cursor = text.indexOf('{{', reference ? textStart : cursor + 1)
  }
  if (textStart < text.length) segments.push({ type: 'text', text: text.slice(textStart) })
  return segments
}

/**
 * Single pass: inserted text is never expanded again.
 * @param isTrusted whether a value is inserted as text, whatever the encoding
 */
export function renderTemplate(
  segments: readonly TemplateSegment[],
  lookup: ReferenceLookup,
  encoding: TemplateEncoding,
  isTrusted: (reference: ReferenceSegment) => boolean = () => false,
): string {
  if (encoding === 'value') return JSON.stringify(typedValue(segments, lookup))
  // An empty field is recognized as empty.
  if (encoding === 'inserted' && renderTemplate(segments, lookup, 'text') === '') return ''
  return segments
    .map((segment) =>
      segment.type === 'text' ? segment.text : encode(lookup(segment), isTrusted(segment) ? 'text' : encoding),
    )
    .join('')
}

/** The value of the only reference, or the text. */
function typedValue(segments: readonly TemplateSegment[], lookup: ReferenceLookup): Json {
  const filled = segments.filter((segment) => segment.type === 'reference' || segment.text.trim() !== '')
  const [only, ...others] = filled
  if (only?.type === 'reference' && others.length === 0) return lookup(only) ?? null
  return renderTemplate(segments, lookup, 'text')
}

/** Malformed `{{`, reported as probable typing mistakes. */
export function findMalformed(text: string): { start: number; text: string }[] {
  const found: { start: number; text: string }[] = []
  let offset = 0
  for (const segment of parseTemplate(text)) {
    const source = segment.type === 'text' ? segment.text : segment.raw
    if (segment.type === 'text') {
      for (let index = source.indexOf('{{'); index !== -1; index = source.indexOf('{{', index + 2)) {
        const close = source.indexOf('}}', index)
        const end = close === -1 ? index + 40 : Math.min(close + 2, index + 40)
        found.push({ start: offset + index, text: source.slice(index, end) })
      }
    }
    offset += source.length
  }
  return found
}

export function listReferences(text: string): ReferenceSegment[] {
  return parseTemplate(text).filter((segment) => segment.type === 'reference')
}

/** Replaces references among copied nodes by their new ids, for paste and duplicate. */
export function renameNodeInTemplates(text: string, newIds: ReadonlyMap<string, string>): string {
  return parseTemplate(text)
    .map((segment) => {
      if (segment.type === 'text') return segment.text
      const [node = '', ...rest] = segment.path
      const renamed = rest.length > 0 ? newIds.get(node) : undefined
      return renamed === undefined ? segment.raw : `{{${[renamed, ...rest].join('.')}}}`
    })
    .join('')
}

/** Own properties and list indexes only: nothing inherited is reachable. `undefined` if the path has no value. */
export function lookupPath(value: Json, path: readonly string[]): Json | undefined {
  if (path.length > MAX_PATH_LENGTH) return undefined
  let current: Json = value
  for (const key of path) {
    const next = childOf(current, key)
    if (next === undefined) return undefined
    current = next
  }
  return current
}

export function missingReference(reference: ReferenceSegment, nodeLabel: string): AppError {
  return new AppError(
    'REFERENCE_MISSING',
    valueProblem('values.referenceMissing', { reference: reference.raw, label: nodeLabel }),
  )
}

function childOf(value: Json, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return /^(?:0|[1-9]\d{0,8})$/.test(key) ? value[Number(key)] : undefined
  return Object.hasOwn(value, key) ? value[key] : undefined
}

function encode(value: Json | undefined, encoding: TemplateEncoding): string {
  if (encoding === 'json' || encoding === 'value') return JSON.stringify(value ?? null)
  if (encoding === 'inserted') return insertedValue(value)
  if (encoding === 'sql') return sqlValue(JSON.stringify(value ?? null))
  const text = value === undefined || value === null ? '' : textFromJson(value)
  return encoding === 'uri' ? encodeURIComponent(wellFormed(text)) : text
}

function readReference(text: string, start: number): ReferenceSegment | null {
  // In `{{{name}}}` the inner pair is the reference, as in JSON around one.
  if (text[start + 2] === '{') return null
  // The limit keeps parsing linear for text of only braces.
  const content = text.slice(start + 2, start + 2 + MAX_REFERENCE_LENGTH)
  const close = content.indexOf('}}')
  if (close === -1) return null
  const path = content.slice(0, close).trim().split('.')
  if (path.length > MAX_PATH_LENGTH || !path.every((part, index) => isSegment(part, index))) return null
  return { type: 'reference', raw: text.slice(start, start + close + 4), path, start }
}

/** The first two segments name a node and a port; the others are JSON keys, which may contain any letter. */
function isSegment(part: string, index: number): boolean {
  if (index < 2) return /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(part) && !isReservedKey(part)
  return /^[\p{L}\p{N}_$@:-]+$/u.test(part)
}
