import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { datasetSources } from '@/lib/db/schema/datasets'
import type { CountedSource } from './statistics'

export function selectSources(
  db: Database | Transaction,
  { workspaceId, datasetId }: { workspaceId: string; datasetId: string },
): Promise<CountedSource[]> {
  const { id, name, kind, origin, licence } = datasetSources
  return db
    .select({ id, name, kind, origin, licence })
    .from(datasetSources)
    .where(and(eq(datasetSources.workspaceId, workspaceId), eq(datasetSources.datasetId, datasetId)))
    .orderBy(asc(id))
}
