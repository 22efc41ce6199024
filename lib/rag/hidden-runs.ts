import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { hiddenRuns } from '@/lib/db/schema/knowledge'

/** Chunks whose numbers follow one another. */
export interface Run {
  firstNumber: number
  chunkCount: number
}

interface DocumentInIndex {
  workspaceId: string
  indexId: string
  documentId: string
}

/** Few enough that on the embedded database a search that waits for them does not notice. */
const ROWS_A_STATEMENT = 50
const Deleted = z.array(z.object({ id: z.string() }))

/**
 * That a row of chunks, by the name that the table has in the statement, counts. What is hidden of the index is gathered
 * once a statement; of chunks without numbers nothing is hidden.
 */
export function isCounted(table: 'c' | 'n' | 'chunks', index: Pick<DocumentInIndex, 'workspaceId' | 'indexId'>): SQL {
  return sql`(${sql.raw(table)}.number <@ (select range_agg(int8range(h.first_number, h.first_number + h.chunk_count))
    from hidden_runs h where h.workspace_id = ${index.workspaceId} and h.index_id = ${index.indexId})) is not true`
}

/** From now on no search finds these chunks. */
export async function hideRun(db: Database | Transaction, owner: DocumentInIndex, run: Run): Promise<void> {
  const { workspaceId, indexId, documentId } = owner
  await db
    .insert(hiddenRuns)
    .values({ workspaceId, indexId, documentId, ...run })
    .onConflictDoNothing()
}

/** That the run is hidden still, for a statement that stores some of it: another process may have swept it away. */
export function isHidden({ workspaceId, indexId }: DocumentInIndex, { firstNumber }: Run): SQL {
  return sql`exists (select 1 from hidden_runs h where h.workspace_id = ${workspaceId} and h.index_id = ${indexId}
    and h.first_number = ${firstNumber})`
}

/**
 * Nothing of the document is hidden any more, as soon as the transaction ends; nobody sweeps meanwhile.
 * @returns numbers of the first chunks of what was
 */
export async function showAll(
  tx: Transaction,
  { workspaceId, indexId, documentId }: DocumentInIndex,
): Promise<number[]> {
  const shown = await tx
    .delete(hiddenRuns)
    .where(
      and(
        ...[eq(hiddenRuns.workspaceId, workspaceId), eq(hiddenRuns.indexId, indexId)],
        eq(hiddenRuns.documentId, documentId),
      ),
    )
    .returning({ firstNumber: hiddenRuns.firstNumber })
  return shown.map(({ firstNumber }) => firstNumber)
}

/**
 * Deletes what is hidden of a document in an index, a few chunks a statement: what was replaced, and what a process that
 * died has left. Cut off, it goes on with the next call.
 */
export async function sweepHidden(db: Database, { workspaceId, indexId, documentId }: DocumentInIndex): Promise<void> {
  const { firstNumber } = hiddenRuns
  const own = [eq(hiddenRuns.workspaceId, workspaceId), eq(hiddenRuns.indexId, indexId)]
  const runs = await db
    .select({ firstNumber })
    .from(hiddenRuns)
    .where(and(...own, eq(hiddenRuns.documentId, documentId)))
  for (const run of runs) {
    for (let count = ROWS_A_STATEMENT; count === ROWS_A_STATEMENT; ) {
      // Locked, so that whoever makes the run count waits, and finds that some of it is gone.
      const deleted = await db.execute(sql`with run as (select first_number, chunk_count from hidden_runs
          where workspace_id = ${workspaceId} and index_id = ${indexId} and first_number = ${run.firstNumber} for update)
        delete from chunks where workspace_id = ${workspaceId} and id in (select c.id from run join chunks c
          on c.index_id = ${indexId} and c.number >= run.first_number and c.number < run.first_number + run.chunk_count
          limit ${ROWS_A_STATEMENT}) returning id`)
      count = Deleted.parse(rows(deleted)).length
    }
    await db.delete(hiddenRuns).where(and(...own, eq(firstNumber, run.firstNumber)))
  }
}
