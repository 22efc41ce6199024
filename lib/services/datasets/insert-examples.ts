import 'server-only'
import { count, eq, isNotNull, sql } from 'drizzle-orm'
import { type ExampleReview, type ExampleSplit, MAX_EXAMPLES } from '@/lib/contracts/datasets'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { datasetExamples, datasets } from '@/lib/db/schema/datasets'
import type { PreparedExample } from './prepare-example'

export interface NewExample extends PreparedExample {
  split: ExampleSplit | null
  runId: string | null
}

export interface InsertExamples {
  workspaceId: string
  datasetId: string
  sourceId: string | null
  review: ExampleReview
}

/** Adds what is not there yet; what was taken out before comes back. @returns the ids of what was added */
export async function insertExamples(
  tx: Database | Transaction,
  into: InsertExamples,
  examples: readonly NewExample[],
): Promise<string[]> {
  const once = [...Map.groupBy(examples, ({ hash }) => hash).values()].flatMap(([first]) => first ?? [])
  if (once.length === 0) return []
  await requireRoom(tx, into.datasetId, once.length)
  // Ids of one moment have no order of their own: sorted, examples stay as they came.
  const ids = once.map(() => newId()).sort()
  const added = await tx
    .insert(datasetExamples)
    .values(once.map((example, index) => ({ id: ids[index] ?? newId(), ...into, ...example })))
    .onConflictDoUpdate({
      target: [datasetExamples.datasetId, datasetExamples.hash],
      set: {
        removedAt: null,
        review: sql`excluded.review`,
        sourceId: sql`excluded.source_id`,
        runId: sql`excluded.run_id`,
      },
      setWhere: isNotNull(datasetExamples.removedAt),
    })
    .returning({ id: datasetExamples.id })
  return added.map(({ id }) => id)
}

/** @throws TOO_LARGE */
async function requireRoom(tx: Database | Transaction, datasetId: string, more: number): Promise<void> {
  const [row] = await tx
    .select({ count: count() })
    .from(datasetExamples)
    .where(eq(datasetExamples.datasetId, datasetId))
  if ((row?.count ?? 0) + more > MAX_EXAMPLES)
    throw new AppError('TOO_LARGE', `A data set holds at most ${MAX_EXAMPLES} examples. Make another one for the rest.`)
}

/** Where the same question came to be in two parts, the part of its first example counts for all. */
export async function healSplits(tx: Database | Transaction, datasetId: string): Promise<void> {
  await tx.execute(sql`
    update dataset_examples set split = first.split
    from (
      select distinct on (input_hash) input_hash, split from dataset_examples
      where dataset_id = ${datasetId}::uuid and split is not null and removed_at is null
      order by input_hash, id
    ) as first
    where dataset_id = ${datasetId}::uuid and dataset_examples.input_hash = first.input_hash
      and dataset_examples.split is not null and dataset_examples.split <> first.split`)
}

/** So that the list shows what was worked on last. */
export async function touchDataset(tx: Database | Transaction, datasetId: string, now: Date): Promise<void> {
  await tx.update(datasets).set({ updatedAt: now }).where(eq(datasets.id, datasetId))
}
