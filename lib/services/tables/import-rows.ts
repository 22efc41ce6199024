import 'server-only'
import { parse } from 'csv-parse/sync'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { isDuplicate } from '@/lib/db/errors/sql-state'
import { toText } from '@/lib/export/runtime/values'
import { sniffFile } from '@/lib/files/sniff'
import { problem } from '@/lib/messages/problems/problem'
import { rowsInWorker } from '@/lib/rag/parse/worker/parse-in-worker'
import { documentParser } from '../app-files/document-parser'
import type { ServiceContext } from '../context'
import { insertRows } from './change-table'
import type { TableDefinition } from './table-row'

const MAX_REJECTED = 100

interface Given {
  environment: string
  csv?: string | undefined
  /** In base64. */
  xlsx?: string | undefined
}

/** Adds the rows that fit, one by one, so that a row that does not fit does not affect the others. */
export async function importRows(ctx: ServiceContext, table: TableDefinition, { environment, csv = '', xlsx }: Given) {
  const [header = [], ...lines] = xlsx === undefined ? readLines(csv) : await readSheet(xlsx)
  const columns = header.map((name) => columnNamed(table, name))
  const scope = { workspaceId: ctx.workspace.id, environment, runId: null }
  const rejected: { line: number; reason: string }[] = []
  let inserted = 0
  for (const [index, cells] of lines.entries()) {
    const values: JsonObject = Object.fromEntries(
      columns.flatMap((id, at) => (id === null ? [] : [[id, cells[at] ?? ''] as const])),
    )
    try {
      await ctx.db.transaction((tx) => insertRows(tx, table, scope, [values]))
      inserted += 1
    } catch (error) {
      rejected.push({ line: index + 2, reason: reasonOf(error, table) })
    }
  }
  return { inserted, rejected: rejected.slice(0, MAX_REJECTED), rejectedCount: rejected.length }
}

function readLines(csv: string): string[][] {
  try {
    // Safe: without the option `columns`, each record is a list of texts.
    return parse(csv, { bom: true, relax_column_count: true, skip_empty_lines: true }) as string[][]
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('INVALID_INPUT', problem('tables.badCsv', { reason }))
  }
}

/** The first sheet with content. The file is hostile input and is read in the parser thread. */
async function readSheet(base64: string): Promise<string[][]> {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
  const { mimeType } = sniffFile({ bytes, fileName: 'import.xlsx' })
  const { rows } = await rowsInWorker({ bytes, mime: mimeType }, documentParser())
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return [header, ...rows.map((row) => header.map((name) => toText(row[name])))]
}

function columnNamed({ columns }: TableDefinition, name: string): string | null {
  const wanted = name.trim().toLowerCase()
  return columns.find(({ id, label }) => id === wanted || label.toLowerCase() === wanted)?.id ?? null
}

function reasonOf(error: unknown, { name }: TableDefinition): string {
  if (AppError.isInstance(error)) return error.message
  if (isDuplicate(error)) return new AppError('CONFLICT', problem('tables.valueTaken', { table: name })).message
  throw error
}
