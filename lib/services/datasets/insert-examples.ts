import 'server-only'
import { count, eq, sql } from 'drizzle-orm'
import { type ExampleReview, type ExampleSplit, MAX_EXAMPLES } from '@/lib/contracts/datasets'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { datasetExamples, datasets } from '@/lib/db/schema/datasets'
import { problem } from '@/lib/messages/problems/problem'
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

/**
 * Adds new examples and restores removed ones. Passes all rows as one JSON parameter: a statement with a parameter per
 * value takes five times as long. @returns the ids of added examples
 */
export async function insertExamples(
  tx: Database | Transaction,
  { workspaceId, datasetId, sourceId, review }: InsertExamples,
  examples: readonly NewExample[],
): Promise<string[]> {
  const unique = [...Map.groupBy(examples, ({ hash }) => hash).values()].flatMap(([first]) => first ?? [])
  if (unique.length === 0) return []
  // Ids of the same millisecond are unordered: sorting keeps the original order.
  const ids = unique.map(() => newId()).sort()
  const json = JSON.stringify(unique.map((example, index) => ({ id: ids[index], ...example })))
  const added = await tx.execute(sql`
    insert into dataset_examples (
      id, workspace_id, dataset_id, source_id, review, hash, input_hash, data, masked, preview, label, split, personal,
      tokens, language, run_id
    )
    select id, ${workspaceId}::uuid, ${datasetId}::uuid, ${sourceId}::uuid, ${review}, hash, "inputHash", data, masked,
      preview, label, split, personal, tokens, language, "runId"
    from jsonb_to_recordset(${json}::text::jsonb) as given (
      id uuid, hash text, "inputHash" text, data jsonb, masked jsonb, preview text, label text, split text,
      personal jsonb, tokens int, language text, "runId" uuid
    )
    on conflict (dataset_id, hash) do update
      set removed_at = null, review = excluded.review, source_id = excluded.source_id, run_id = excluded.run_id
      where dataset_examples.removed_at is not null
    returning id`)
  return rows<{ id: string }>(added).map(({ id }) => id)
}

/** @throws TOO_LARGE if the data set would exceed its size limit */
export async function requireRoom(tx: Database | Transaction, datasetId: string, addedCount: number): Promise<void> {
  const [row] = await tx
    .select({ count: count() })
    .from(datasetExamples)
    .where(eq(datasetExamples.datasetId, datasetId))
  if ((row?.count ?? 0) + addedCount > MAX_EXAMPLES)
    throw new AppError('TOO_LARGE', problem('datasets.full', { max: MAX_EXAMPLES }))
}

/** If a question is in two splits, the split of its first example applies to all. */
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

/** Updates the time by which the list is sorted. */
export async function touchDataset(tx: Database | Transaction, datasetId: string, now: Date): Promise<void> {
  await tx.update(datasets).set({ updatedAt: now }).where(eq(datasets.id, datasetId))
}
