import 'server-only'
import { and, count, desc, eq, isNull, ne } from 'drizzle-orm'
import type { listCheckData as contract } from '@/lib/contracts/model-checks'
import { datasets, datasetVersionExamples, datasetVersions } from '@/lib/db/schema/datasets'
import { requireRole, type Verb } from '../context'

const SHOWN = 100

export const listCheckData: Verb<typeof contract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const found = await ctx.db
    .select({ id: datasetVersions.id, number: datasetVersions.number, name: datasets.name, kind: datasets.kind })
    .from(datasetVersions)
    .innerJoin(datasets, eq(datasets.id, datasetVersions.datasetId))
    .where(
      and(eq(datasetVersions.workspaceId, ctx.workspace.id), isNull(datasets.deletedAt), ne(datasets.kind, 'case')),
    )
    .orderBy(desc(datasetVersions.id))
    .limit(SHOWN)
  const { versionId, split } = datasetVersionExamples
  const counts = await ctx.db
    .select({ versionId, split, examples: count() })
    .from(datasetVersionExamples)
    .where(eq(datasetVersionExamples.workspaceId, ctx.workspace.id))
    .groupBy(versionId, split)
  const countOf = (id: string, part: string) =>
    counts.find((row) => row.versionId === id && row.split === part)?.examples ?? 0
  return {
    versions: found.map(({ id, number, name, kind }) => ({
      id,
      number,
      kind,
      datasetName: name,
      examples: { train: countOf(id, 'train'), validation: countOf(id, 'validation'), test: countOf(id, 'test') },
    })),
  }
}
