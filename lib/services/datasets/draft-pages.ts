import 'server-only'
import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { datasetExamples } from '@/lib/db/schema/datasets'

const PAGE_SIZE = 2_000

const columns = {
  id: datasetExamples.id,
  inputHash: datasetExamples.inputHash,
  label: datasetExamples.label,
  split: datasetExamples.split,
  review: datasetExamples.review,
  personal: datasetExamples.personal,
  keepPersonal: datasetExamples.keepPersonal,
  tokens: datasetExamples.tokens,
  sourceId: datasetExamples.sourceId,
  language: datasetExamples.language,
  preview: datasetExamples.preview,
}

/**
 * The fields of draft examples needed for counting and comparing, one page at a time; contents stay in the database.
 */
export async function* draftPages(
  db: Database | Transaction,
  { workspaceId, datasetId, review }: { workspaceId: string; datasetId: string; review?: 'approved' },
) {
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof select>> = await select(db, { workspaceId, datasetId, review, after })
    yield page
    const last = page.at(-1)
    if (!last || page.length < PAGE_SIZE) return
    after = last.id
  }
}

function select(
  db: Database | Transaction,
  page: { workspaceId: string; datasetId: string; review: 'approved' | undefined; after: string | null },
) {
  return db
    .select(columns)
    .from(datasetExamples)
    .where(
      and(
        eq(datasetExamples.workspaceId, page.workspaceId),
        eq(datasetExamples.datasetId, page.datasetId),
        isNull(datasetExamples.removedAt),
        page.review === undefined ? undefined : eq(datasetExamples.review, page.review),
        page.after === null ? undefined : gt(datasetExamples.id, page.after),
      ),
    )
    .orderBy(asc(datasetExamples.id))
    .limit(PAGE_SIZE)
}

export type DraftExample = Awaited<ReturnType<typeof select>>[number]
