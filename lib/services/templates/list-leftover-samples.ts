import 'server-only'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { SampleObject } from '@/lib/contracts/apps'
import type { AppSample } from '@/lib/db/schema/apps'
import { datasets } from '@/lib/db/schema/datasets'
import { knowledgeBases } from '@/lib/db/schema/knowledge'
import { appsThatName } from '../apps/apps-that-name'
import type { ServiceContext } from '../context'

/** Sample data of a deleted app that still exists and that no other app uses. */
export async function listLeftoverSamples(ctx: ServiceContext, sample: AppSample | null): Promise<SampleObject[]> {
  if (sample === null) return []
  const workspaceId = ctx.workspace.id
  const bases = await ctx.db
    .select({ id: knowledgeBases.id, name: knowledgeBases.name })
    .from(knowledgeBases)
    .where(and(eq(knowledgeBases.workspaceId, workspaceId), inArray(knowledgeBases.id, sample.knowledgeBaseIds)))
  const sets = await ctx.db
    .select({ id: datasets.id, name: datasets.name })
    .from(datasets)
    .where(
      and(eq(datasets.workspaceId, workspaceId), isNull(datasets.deletedAt), inArray(datasets.id, sample.datasetIds)),
    )
  const all = [
    ...bases.map((base): SampleObject => ({ kind: 'knowledge', ...base })),
    ...sets.map((dataset): SampleObject => ({ kind: 'dataset', ...dataset })),
  ]
  const uses = await Promise.all(all.map(({ id }) => appsThatName(ctx, id)))
  return all.filter((_, index) => uses[index]?.length === 0)
}
