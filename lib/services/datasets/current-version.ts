import 'server-only'
import { and, desc, eq, sql } from 'drizzle-orm'
import { rows } from '@/lib/db/database'
import { datasetVersions } from '@/lib/db/schema/datasets'
import type { ServiceContext } from '../context'
import { insertDatasetVersion } from './versions'

/** The newest version of the data set; a new one if the approved examples have changed since. @throws CONFLICT */
export async function currentVersion(ctx: ServiceContext, datasetId: string): Promise<string> {
  const [newest] = await ctx.db
    .select({ id: datasetVersions.id })
    .from(datasetVersions)
    .where(and(eq(datasetVersions.datasetId, datasetId), eq(datasetVersions.workspaceId, ctx.workspace.id)))
    .orderBy(desc(datasetVersions.number))
    .limit(1)
  if (newest && !(await hasChanged(ctx, datasetId, newest.id))) return newest.id
  const { id } = await insertDatasetVersion(ctx, datasetId, '')
  return id
}

async function hasChanged({ db, workspace }: ServiceContext, datasetId: string, versionId: string): Promise<boolean> {
  const found = await db.execute(sql`
    with draft as (
      select id from dataset_examples where dataset_id = ${datasetId}::uuid and workspace_id = ${workspace.id}::uuid
        and removed_at is null and review = 'approved'
    ), frozen as (
      select example_id as id from dataset_version_examples
      where version_id = ${versionId}::uuid and workspace_id = ${workspace.id}::uuid
    )
    select exists (select id from draft except select id from frozen)
      or exists (select id from frozen except select id from draft) as changed`)
  return rows<{ changed: boolean }>(found)[0]?.changed ?? true
}
