import { MAX_IMPORTED_ROWS } from '@/lib/contracts/retrieval-lab-generation'
import { AppError } from '@/lib/core/app-error'
import type { Json, JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { csvRows } from '../../datasets/parse/csv-rows'
import { jsonlRows, jsonRows } from '../../datasets/parse/json-rows'
import type { UploadRow } from '../../datasets/parse/upload-row'

export interface ReadRow {
  line: number
  question: string
  answer: string
  documents: string[]
  passages: string[]
  /** Why the row cannot be read. */
  problem: Problem | null
}

/** Column names used by common question data sets. */
const COLUMNS = {
  question: ['question', 'query', 'q', 'prompt', 'input'],
  answer: ['answer', 'answers', 'expected_answer', 'expected', 'ground_truth', 'reference', 'output'],
  document: ['document', 'documents', 'document_name', 'file', 'file_name', 'filename', 'source'],
  passage: ['passage', 'passages', 'quote', 'quotes', 'context', 'contexts', 'text', 'gold', 'chunk'],
} as const

/** Rows of a file of questions, with any of the known column names. @throws INVALID_INPUT, TOO_LARGE */
export function readImport(format: 'csv' | 'json' | 'jsonl', text: string): ReadRow[] {
  const source = { text, isDamaged: false }
  const parseRows = { csv: csvRows, json: jsonRows, jsonl: jsonlRows }[format]
  const rows: ReadRow[] = []
  for (const row of parseRows(source)) {
    if (rows.length === MAX_IMPORTED_ROWS)
      throw new AppError('TOO_LARGE', problem('lab.tooManyRows', { max: MAX_IMPORTED_ROWS }))
    rows.push(toRow(row))
  }
  return rows
}

function toRow({ line, values, error }: UploadRow): ReadRow {
  const none = { line, question: '', answer: '', documents: [], passages: [] }
  if (values === null) return { ...none, problem: error }
  const named = new Map(Object.entries(values).map(([name, value]) => [name.trim().toLowerCase(), value]))
  const textsOf = (names: readonly string[]) => names.flatMap((name) => texts(named.get(name))).slice(0, 20)
  const question = textsOf(COLUMNS.question)[0] ?? ''
  const answer = textsOf(COLUMNS.answer)[0] ?? ''
  const row = { ...none, question, answer, documents: textsOf(COLUMNS.document), passages: textsOf(COLUMNS.passage) }
  if (question === '') return { ...row, problem: problem('lab.rowWithoutQuestion', { columns: columnsOf(values) }) }
  if (question.length > 2_000) return { ...row, problem: problem('lab.questionTooLong') }
  return { ...row, answer: answer.slice(0, 2_000), problem: null }
}

/** A string, or the strings of a list; SQuAD's answers are objects with a text property. */
function texts(value: Json | undefined): string[] {
  if (typeof value === 'number') return [String(value)]
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()]
  if (Array.isArray(value)) return value.flatMap(texts)
  if (typeof value === 'object' && value !== null) return texts(value.text)
  return []
}

function columnsOf(values: JsonObject): string {
  return Object.keys(values).slice(0, 8).join(', ') || '–'
}
