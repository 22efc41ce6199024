import { parse as parseCsv } from 'csv-parse/sync'
import { isAlias, LineCounter, parseDocument, visit } from 'yaml'
import { AppError } from '@/lib/core/app-error'
import { type Json, type JsonObject, JsonSchema } from '@/lib/core/json'
import { findJsonFlaw } from '@/lib/core/reserved-keys'
import { storable } from '@/lib/core/storable'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'

const MAX_ALIASES = 100
const MAX_DEPTH = 64
const MAX_COLUMNS = 1_000
const CORE_TAGS = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((name) => `tag:yaml.org,2002:${name}`),
)

/** One JSON object per line or per row of a table; `value` is null where it cannot be read. */
export interface FileRow {
  row: number
  value: JsonObject | null
  reason: Problem | null
}

/** The whole file as one value. */
export type FileValue = { kind: 'document'; value: Json } | { kind: 'rows'; rows: FileRow[] }

/** @throws INVALID_INPUT, INVALID_JSON */
export function readFileValue(text: string, fileName: string): FileValue {
  const extension = /\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (extension === 'csv') return { kind: 'rows', rows: readCsv(text) }
  if (extension === 'yaml' || extension === 'yml') return { kind: 'document', value: readYaml(text) }
  const single = readJson(text)
  if (single !== undefined) return Array.isArray(single) ? asRows(single) : { kind: 'document', value: checked(single) }
  if (/^\s*\{/.test(text)) return { kind: 'rows', rows: readJsonLines(text) }
  if (extension === 'json' || /^\s*\[/.test(text))
    throw new AppError('INVALID_JSON', problem('evaluationFiles.notJson'))
  return { kind: 'document', value: readYaml(text) }
}

/** Undefined if the text is not a single JSON value. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const asRows = (items: readonly unknown[]): FileValue => ({
  kind: 'rows',
  rows: items.map((item, index) => rowOf(index + 1, item)),
})

/** The objects of a list within a document. */
export const rowsOf = (items: readonly Json[]): FileRow[] => items.map((item, index) => rowOf(index + 1, item))

function readJsonLines(text: string): FileRow[] {
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), row: index + 1 }))
  return lines
    .filter(({ line }) => line !== '')
    .map(({ line, row }) => {
      const value = readJson(line)
      return value === undefined
        ? { row, value: null, reason: problem('evaluationFiles.lineNotJson') }
        : rowOf(row, value)
    })
}

function rowOf(row: number, value: unknown): FileRow {
  const flaw = findJsonFlaw(value, MAX_DEPTH)
  if (flaw?.kind === 'reserved-key')
    return { row, value: null, reason: problem('evaluationFiles.reservedName', { name: flaw.path.slice(0, 80) }) }
  if (flaw) return { row, value: null, reason: problem('evaluationFiles.tooDeep', { max: MAX_DEPTH }) }
  const parsed = JsonSchema.safeParse(value)
  if (!parsed.success || !isRecord(parsed.data))
    return { row, value: null, reason: problem('evaluationFiles.notObject') }
  return { row, value: storable(parsed.data), reason: null }
}

export const isRecord = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value as JSON. @throws INVALID_INPUT if it has names that reach a prototype, or is nested too deeply */
function checked(value: unknown): Json {
  const flaw = findJsonFlaw(value, MAX_DEPTH)
  if (flaw?.kind === 'reserved-key')
    throw new AppError('INVALID_INPUT', problem('evaluationFiles.reservedName', { name: flaw.path.slice(0, 80) }))
  if (flaw) throw new AppError('INVALID_INPUT', problem('evaluationFiles.tooDeep', { max: MAX_DEPTH }))
  return storable(JsonSchema.parse(value))
}

/** Core schema without custom tags, and few aliases, so that a small file cannot expand to a large one. */
function readYaml(text: string): Json {
  const lines = new LineCounter()
  const document = parseDocument(text, { schema: 'core', customTags: [], logLevel: 'silent', lineCounter: lines })
  const [error] = document.errors
  if (error) {
    const reason = (error.message.split('\n')[0] ?? '').slice(0, 200)
    throw new AppError(
      'INVALID_INPUT',
      problem('evaluationFiles.notYaml', { line: lineOf(lines, error.pos[0]), reason }),
    )
  }
  let aliases = 0
  visit(document, {
    Node(_, node) {
      const line = lineOf(lines, node.range?.[0] ?? 0)
      if (isAlias(node) && ++aliases > MAX_ALIASES)
        throw new AppError('INVALID_INPUT', problem('evaluationFiles.tooManyAliases', { max: MAX_ALIASES, line }))
      const tag = 'tag' in node && typeof node.tag === 'string' ? node.tag : ''
      if (tag !== '' && !CORE_TAGS.has(tag))
        throw new AppError('INVALID_INPUT', problem('evaluationFiles.yamlTag', { tag: shownTag(tag), line }))
    },
  })
  try {
    return checked(document.toJS({ maxAliasCount: MAX_ALIASES }))
  } catch (cause) {
    if (AppError.isInstance(cause)) throw cause
    throw new AppError('INVALID_INPUT', problem('evaluationFiles.tooManyAliases', { max: MAX_ALIASES, line: 1 }), {
      cause,
    })
  }
}

const shownTag = (tag: string): string => tag.replace(/^tag:yaml\.org,2002:/, '!!').slice(0, 80)
const lineOf = (lines: LineCounter, offset: number): number => Math.max(1, lines.linePos(offset).line)

/** Cells with JSON become values, as exports of tables write them. */
function readCsv(text: string): FileRow[] {
  const records = parseRecords(text)
  const [header = [], ...rows] = records
  const names = header.map((name) => name.trim())
  if (names.length > MAX_COLUMNS || names.every((name) => name === ''))
    throw new AppError('INVALID_INPUT', problem('evaluationFiles.notCsv'))
  return rows.map((cells, index) => {
    const named = names.flatMap((name, column) => (name === '' ? [] : [[name, cellOf(cells[column] ?? '')] as const]))
    return rowOf(index + 2, Object.fromEntries(named))
  })
}

function parseRecords(text: string): string[][] {
  try {
    return parseCsv(text, { relax_column_count: true, skip_empty_lines: true, bom: true })
  } catch (cause) {
    throw new AppError('INVALID_INPUT', problem('evaluationFiles.notCsv'), { cause })
  }
}

function cellOf(text: string): unknown {
  return /^\s*[[{]/.test(text) ? (readJson(text) ?? text) : text
}
