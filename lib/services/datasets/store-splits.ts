import 'server-only'
import { sql } from 'drizzle-orm'
import type { ExampleSplit } from '@/lib/contracts/datasets'
import type { Database, Transaction } from '@/lib/db/database'

/** Small enough that other statements run in between on the embedded database. */
const ROWS_PER_STATEMENT = 1_000

export async function storeSplits(
  tx: Database | Transaction,
  { workspaceId, datasetId }: { workspaceId: string; datasetId: string },
  parts: ReadonlyMap<string, ExampleSplit>,
): Promise<void> {
  const rows = [...parts].map(([id, split]) => ({ id, split }))
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    await tx.execute(sql`
      update dataset_examples set split = parts.split
      from jsonb_to_recordset(${JSON.stringify(rows.slice(start, start + ROWS_PER_STATEMENT))}::text::jsonb) as parts (id uuid, split text)
      where dataset_examples.id = parts.id and dataset_examples.dataset_id = ${datasetId}::uuid
        and dataset_examples.workspace_id = ${workspaceId}::uuid and dataset_examples.split is distinct from parts.split`)
  }
}
