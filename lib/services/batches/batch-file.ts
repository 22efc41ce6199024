import 'server-only'
import { and, asc, eq, gt, isNotNull } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { batchItems } from '@/lib/db/schema/automations'
import { csvLine } from '@/lib/services/batches/csv-line'
import { streamDownload } from '@/lib/services/stream-download'
import type { BatchRow } from './batch-row'

const PAGE = 1_000
type Item = typeof batchItems.$inferSelect

/** Limits a page of rows to the data that the reader may see. */
type Show = (items: Item[]) => Item[] | Promise<Item[]>

/** Streams the original rows with their results, one page at a time. */
export function batchFile(
  db: Database,
  batch: BatchRow,
  format: 'csv' | 'jsonl',
  show: Show = (items) => items,
): Response {
  const text = format === 'csv' ? csvText(db, batch, show) : jsonText(db, batch, show)
  const baseName = batch.fileName.replace(/\.\w+$/, '').replaceAll(/[^\w.-]+/g, '-')
  return streamDownload(text, `${baseName}-results.${format}`)
}

async function* csvText(db: Database, batch: BatchRow, show: Show): AsyncGenerator<string> {
  const names = await outputNames(db, batch)
  const outputs = names.map((name) => (batch.columns.includes(name) ? `output ${name}` : name))
  yield csvLine(['row', ...batch.columns, 'status', ...outputs, 'error', 'run'])
  for await (const page of pages(db, batch)) {
    yield (await show(page))
      .map((item) =>
        csvLine([
          item.row,
          ...batch.columns.map((name) => item.values[name]),
          item.status,
          ...names.map((name) => item.outputs?.[name]),
          item.error,
          item.runId,
        ]),
      )
      .join('')
  }
}

async function* jsonText(db: Database, batch: BatchRow, show: Show): AsyncGenerator<string> {
  for await (const page of pages(db, batch))
    yield (await show(page))
      .map(({ row, values, status, outputs, error, runId }) =>
        JSON.stringify({ row, values, status, outputs, error, runId }),
      )
      .map((line) => `${line}\n`)
      .join('')
}

async function* pages(db: Database, batch: BatchRow): AsyncGenerator<Item[]> {
  for (let after = 0; ; ) {
    const page = await db
      .select()
      .from(batchItems)
      .where(
        and(eq(batchItems.batchId, batch.id), eq(batchItems.workspaceId, batch.workspaceId), gt(batchItems.row, after)),
      )
      .orderBy(asc(batchItems.row))
      .limit(PAGE)
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.row
  }
}

async function outputNames(db: Database, batch: BatchRow): Promise<string[]> {
  const found = await db
    .select({ outputs: batchItems.outputs })
    .from(batchItems)
    .where(
      and(
        eq(batchItems.batchId, batch.id),
        eq(batchItems.workspaceId, batch.workspaceId),
        isNotNull(batchItems.outputs),
      ),
    )
    .limit(PAGE)
  return [...new Set(found.flatMap(({ outputs }) => Object.keys(outputs ?? {})))]
}
