import 'server-only'
import { parse } from 'csv-parse/sync'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { isDuplicate } from '@/lib/db/errors/sql-state'
import { problem } from '@/lib/messages/problems/problem'
import type { ServiceContext } from '../context'
import { insertRows } from './change-table'
import type { TableDefinition } from './table-row'

const MAX_REJECTED = 100

interface Given {
  environment: string
  csv: string
}

/** Adds the rows that fit, one by one, so that a row that does not fit does not affect the others. */
export async function importRows(ctx: ServiceContext, table: TableDefinition, { environment, csv }: Given) {
  const [header = [], ...lines] = readLines(csv)
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

function columnNamed({ columns }: TableDefinition, name: string): string | null {
  const wanted = name.trim().toLowerCase()
  return columns.find(({ id, label }) => id === wanted || label.toLowerCase() === wanted)?.id ?? null
}

function reasonOf(error: unknown, { name }: TableDefinition): string {
  if (AppError.isInstance(error)) return error.message
  if (isDuplicate(error)) return new AppError('CONFLICT', problem('tables.valueTaken', { table: name })).message
  throw error
}
