import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import { type Database, rows, type Transaction } from '@/lib/db/database'
import { datasetVersions } from '@/lib/db/schema/datasets'
import type { ServiceContext } from '../context'
import { insertDatasetVersion } from './versions'

interface Address {
  workspaceId: string
  datasetId: string
}

/** The newest version of the data set; a new one if the approved examples have changed since. @throws CONFLICT */
export async function currentVersion(ctx: ServiceContext, datasetId: string): Promise<string> {
  const known = await unchangedVersion(ctx.db, { workspaceId: ctx.workspace.id, datasetId })
  if (known !== null) return known
  const { id } = await insertDatasetVersion(ctx, datasetId, '')
  return id
}

/** The newest version; null if there is none, or the approved examples have changed since. */
export async function unchangedVersion(db: Database | Transaction, address: Address): Promise<string | null> {
  const [newest] = await db
    .select({ id: datasetVersions.id })
    .from(datasetVersions)
    .where(and(eq(datasetVersions.datasetId, address.datasetId), eq(datasetVersions.workspaceId, address.workspaceId)))
    .orderBy(desc(datasetVersions.number))
    .limit(1)
  return newest && !(await hasChanged(db, address, newest.id)) ? newest.id : null
}

async function hasChanged(
  db: Database | Transaction,
  { workspaceId, datasetId }: Address,
  versionId: string,
): Promise<boolean> {
  const found = await db.execute(sql`
    with draft as (
      select id from dataset_examples where dataset_id = ${datasetId}::uuid and workspace_id = ${workspaceId}::uuid
        and removed_at is null and review = 'approved'
    ), frozen as (
      select example_id as id from dataset_version_examples
      where version_id = ${versionId}::uuid and workspace_id = ${workspaceId}::uuid
    )
    select exists (select id from draft except select id from frozen)
      or exists (select id from frozen except select id from draft) as changed`)
  return rows<{ changed: boolean }>(found)[0]?.changed ?? true
}
