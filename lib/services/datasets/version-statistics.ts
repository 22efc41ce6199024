import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { DatasetStatistics } from '@/lib/contracts/dataset-versions'
import type { Database } from '@/lib/db/database'
import { datasetExamples, datasetVersions } from '@/lib/db/schema/datasets'
import { maskLabel } from './example-kinds'
import type { VersionRow } from './get-dataset-row'
import { selectSources } from './select-sources'
import { StatisticsCounter } from './statistics'
import { versionPage } from './version-page'

const PAGE_SIZE = 2_000

/** The stored statistics of a version. Computes them on first use: after the version was created, or after a crash. */
export async function statisticsOf(db: Database, version: VersionRow): Promise<DatasetStatistics> {
  const stored = DatasetStatistics.safeParse(version.statistics)
  if (stored.success) return stored.data
  const counter = new StatisticsCounter()
  for (let after: string | null = null; ; ) {
    const page: Row[] = await selectPage(db, version, after)
    for (const row of page) counter.add(row)
    const last = page.at(-1)
    if (!last || page.length < PAGE_SIZE) break
    after = last.id
  }
  const statistics = counter.finish(await selectSources(db, version))
  await db
    .update(datasetVersions)
    .set({ statistics })
    .where(and(eq(datasetVersions.id, version.id), eq(datasetVersions.workspaceId, version.workspaceId)))
  return statistics
}

type Row = Awaited<ReturnType<typeof selectPage>>[number]

async function selectPage(db: Database, { id, workspaceId }: VersionRow, after: string | null) {
  const page = versionPage(db, { workspaceId, versionId: id, split: undefined, after }, PAGE_SIZE)
  const found = await db
    .select({
      id: page.exampleId,
      split: page.split,
      keepPersonal: page.keepPersonal,
      inputHash: datasetExamples.inputHash,
      label: datasetExamples.label,
      tokens: datasetExamples.tokens,
      personal: datasetExamples.personal,
      sourceId: datasetExamples.sourceId,
      language: datasetExamples.language,
    })
    .from(page)
    .innerJoin(datasetExamples, eq(datasetExamples.id, page.exampleId))
    .orderBy(asc(page.exampleId))
  // Everything in a version was approved when it was created.
  return found.map((row) => ({
    ...row,
    label: row.label === null || row.keepPersonal ? row.label : maskLabel(row.label),
    review: 'approved' as const,
  }))
}
