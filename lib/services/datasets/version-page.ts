import 'server-only'
import { and, asc, eq, gt } from 'drizzle-orm'
import type { ExampleSplit } from '@/lib/contracts/datasets'
import type { Database } from '@/lib/db/database'
import { datasetVersionExamples } from '@/lib/db/schema/datasets'

export interface VersionPage {
  workspaceId: string
  versionId: string
  split: ExampleSplit | undefined
  /** The last example of the previous page. */
  after: string | null
}

/**
 * A subquery for one page of a version. The limit is inside, so that only this page is joined with contents.
 */
export function versionPage(db: Database, { workspaceId, versionId, split, after }: VersionPage, limit: number) {
  const table = datasetVersionExamples
  return db
    .select({ exampleId: table.exampleId, split: table.split, keepPersonal: table.keepPersonal })
    .from(table)
    .where(
      and(
        eq(table.versionId, versionId),
        eq(table.workspaceId, workspaceId),
        split === undefined ? undefined : eq(table.split, split),
        after === null ? undefined : gt(table.exampleId, after),
      ),
    )
    .orderBy(asc(table.exampleId))
    .limit(limit)
    .as('taken')
}
