import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type { ExampleSplit } from '@/lib/contracts/datasets'
import { ExampleData } from '@/lib/contracts/example-data'
import type { Database } from '@/lib/db/database'
import { datasetExamples, datasetVersions } from '@/lib/db/schema/datasets'
import { notFound } from '../context'
import { labelOf, leavingExample } from './example-kinds'
import { versionPage } from './version-page'

const PAGE_SIZE = 1_000

export interface VersionExample {
  id: string
  split: ExampleSplit
  /** Personal data is masked, unless a person kept it. */
  data: ExampleData
  /** The label of a classification, otherwise null. */
  label: string | null
}

/** The examples of a version in a stable order, one page in memory. @throws NOT_FOUND, also for another workspace */
export async function* readVersion(
  db: Database,
  workspaceId: string,
  versionId: string,
  { split }: { split?: ExampleSplit | undefined } = {},
): AsyncGenerator<VersionExample> {
  const [version] = await db
    .select({ id: datasetVersions.id })
    .from(datasetVersions)
    .where(and(eq(datasetVersions.id, versionId), eq(datasetVersions.workspaceId, workspaceId)))
  if (!version) throw notFound('missing.versionOfADataSet')
  for (let after: string | null = null; ; ) {
    const page: Row[] = await selectPage(db, { workspaceId, versionId, split, after })
    for (const row of page) {
      const data = leavingExample({
        data: ExampleData.parse(row.data),
        masked: row.masked === null ? null : ExampleData.parse(row.masked),
        keepPersonal: row.keepPersonal,
      })
      yield { id: row.id, split: row.split, data, label: labelOf(data) }
    }
    const last = page.at(-1)
    if (!last || page.length < PAGE_SIZE) return
    after = last.id
  }
}

type Row = Awaited<ReturnType<typeof selectPage>>[number]

function selectPage(
  db: Database,
  page: { workspaceId: string; versionId: string; split: ExampleSplit | undefined; after: string | null },
) {
  const examples = versionPage(db, page, PAGE_SIZE)
  return db
    .select({
      id: examples.exampleId,
      split: examples.split,
      keepPersonal: examples.keepPersonal,
      data: datasetExamples.data,
      masked: datasetExamples.masked,
    })
    .from(examples)
    .innerJoin(datasetExamples, eq(datasetExamples.id, examples.exampleId))
    .orderBy(asc(examples.exampleId))
}
