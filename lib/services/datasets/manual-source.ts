import 'server-only'
import { and, eq } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { datasetSources } from '@/lib/db/schema/datasets'
import type { ServiceContext } from '../context'

/** The single source of manually added examples. */
export async function manualSource(tx: Transaction, ctx: ServiceContext, datasetId: string): Promise<string> {
  const [known] = await tx
    .select({ id: datasetSources.id })
    .from(datasetSources)
    .where(
      and(
        eq(datasetSources.datasetId, datasetId),
        eq(datasetSources.workspaceId, ctx.workspace.id),
        eq(datasetSources.kind, 'manual'),
      ),
    )
  if (known) return known.id
  const id = newId()
  await tx.insert(datasetSources).values({
    id,
    workspaceId: ctx.workspace.id,
    datasetId,
    kind: 'manual',
    name: 'Added by hand',
    status: 'done',
    origin: 'Written by members of the workspace',
    createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
  })
  return id
}
