import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { hiddenRuns } from '@/lib/db/schema/knowledge'

/** Chunks with consecutive numbers. */
export interface Run {
  firstNumber: number
  chunkCount: number
}

interface DocumentInIndex {
  workspaceId: string
  indexId: string
  documentId: string
}

/** Small enough not to delay searches on the embedded database. */
const ROWS_PER_STATEMENT = 50
const Deleted = z.array(z.object({ id: z.string() }))

/**
 * Condition that a chunk row, under its alias in the statement, is visible. The hidden runs of the
 * index are collected once per statement; chunks without numbers are never hidden.
 */
export function isCounted(table: 'c' | 'n' | 'chunks', index: Pick<DocumentInIndex, 'workspaceId' | 'indexId'>): SQL {
  return sql`(${sql.raw(table)}.number <@ (select range_agg(int8range(h.first_number, h.first_number + h.chunk_count))
    from hidden_runs h where h.workspace_id = ${index.workspaceId} and h.index_id = ${index.indexId})) is not true`
}

/** Hides these chunks from all searches. */
export async function hideRun(db: Database | Transaction, owner: DocumentInIndex, run: Run): Promise<void> {
  const { workspaceId, indexId, documentId } = owner
  await db
    .insert(hiddenRuns)
    .values({ workspaceId, indexId, documentId, ...run })
    .onConflictDoNothing()
}

/**
 * Condition that the run is still hidden, for statements that store parts of it: another process
 * may have swept it. Locks the run, so that a concurrent sweep or switch waits and then sees the
 * stored rows.
 */
export function isHidden({ workspaceId, indexId, documentId }: DocumentInIndex, { firstNumber }: Run): SQL {
  return sql`exists (select 1 from hidden_runs h where h.workspace_id = ${workspaceId} and h.index_id = ${indexId}
    and h.document_id = ${documentId} and h.first_number = ${firstNumber} for key share)`
}

const OfDocument = z.array(
  z.object({
    isHidden: z.boolean(),
    firstNumber: z.coerce.number().nullable(),
    chunkCount: z.coerce.number(),
  }),
)

/**
 * Makes all chunks of the document visible at the end of the transaction, and blocks sweeping meanwhile.
 * @returns the first numbers of the runs, and the run that the index contains (null if there is none or it
 * has no numbers)
 */
export async function showAll(
  tx: Transaction,
  { workspaceId, indexId, documentId }: DocumentInIndex,
): Promise<{ shown: number[]; hidden: Run | null }> {
  const result = await tx.execute(sql`with shown as (delete from hidden_runs
      where workspace_id = ${workspaceId} and index_id = ${indexId} and document_id = ${documentId}
      returning first_number, chunk_count)
    select true as "isHidden", first_number as "firstNumber", chunk_count as "chunkCount" from shown
    union all select false, first_number, chunk_count from indexed_documents
      where workspace_id = ${workspaceId} and index_id = ${indexId} and document_id = ${documentId}`)
  const found = OfDocument.parse(rows(result))
  const runs = (hidden: boolean) =>
    found.flatMap(({ isHidden: isHiddenNow, firstNumber, chunkCount }) =>
      isHiddenNow === hidden && firstNumber !== null ? [{ firstNumber, chunkCount }] : [],
    )
  return { shown: runs(true).map(({ firstNumber }) => firstNumber), hidden: runs(false)[0] ?? null }
}

/**
 * Deletes the hidden chunks of an index or of one of its documents in small statements: superseded
 * chunks, and leftovers of crashed processes (`sweepLeft` does this for all indexes). Chunks being
 * stored ahead are deleted too; their transaction then stores them again. Stops when the signal is
 * aborted; the next call resumes.
 */
export async function sweepHidden(
  db: Database,
  { workspaceId, indexId, documentId }: Omit<DocumentInIndex, 'documentId'> & { documentId?: string },
  signal?: AbortSignal,
): Promise<void> {
  const runs = await db
    .select()
    .from(hiddenRuns)
    .where(
      and(
        ...[eq(hiddenRuns.workspaceId, workspaceId), eq(hiddenRuns.indexId, indexId)],
        documentId === undefined ? undefined : eq(hiddenRuns.documentId, documentId),
      ),
    )
  for (const run of runs) await sweepRun(db, run, run, signal)
}

/** `sweepHidden` for one run. */
export async function sweepRun(
  db: Database,
  owner: DocumentInIndex,
  run: Pick<Run, 'firstNumber'>,
  signal?: AbortSignal,
): Promise<void> {
  for (let isLeft = true; isLeft && !signal?.aborted; ) {
    const count = await deletePart(db, owner, run)
    isLeft = count === ROWS_PER_STATEMENT || !(await db.transaction((tx) => endRun(tx, owner, run)))
  }
}

/** Locks the run's row, so that a transaction that makes the run visible waits and finds some chunks missing. */
async function deletePart(
  db: Database,
  { workspaceId, indexId, documentId }: DocumentInIndex,
  { firstNumber }: Pick<Run, 'firstNumber'>,
): Promise<number> {
  const deleted = await db.execute(sql`with run as (select first_number, chunk_count from hidden_runs
      where workspace_id = ${workspaceId} and index_id = ${indexId} and document_id = ${documentId}
        and first_number = ${firstNumber} for update)
    delete from chunks where workspace_id = ${workspaceId} and id in (select c.id from run join chunks c
      on c.index_id = ${indexId} and c.document_id = ${documentId}
        and c.number >= run.first_number and c.number < run.first_number + run.chunk_count
      limit ${ROWS_PER_STATEMENT}) returning id`)
  return Deleted.parse(rows(deleted)).length
}

/**
 * Removes the run once none of its chunks is left. @returns false if chunks were stored just before
 * the lock and must be deleted first
 */
async function endRun(
  tx: Transaction,
  owner: DocumentInIndex,
  { firstNumber }: Pick<Run, 'firstNumber'>,
): Promise<boolean> {
  const isRun = and(
    ...[eq(hiddenRuns.workspaceId, owner.workspaceId), eq(hiddenRuns.indexId, owner.indexId)],
    ...[eq(hiddenRuns.documentId, owner.documentId), eq(hiddenRuns.firstNumber, firstNumber)],
  )
  // A separate statement, so that the next one sees rows committed before the lock.
  await tx.select({ firstNumber: hiddenRuns.firstNumber }).from(hiddenRuns).where(isRun).for('update')
  if ((await deletePart(tx, owner, { firstNumber })) === ROWS_PER_STATEMENT) return false
  await tx.delete(hiddenRuns).where(isRun)
  return true
}
