import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { datasetExamples } from '@/lib/db/schema/datasets'
import type { EvaluationRow } from './gate-rows'

/** Cases with this tag must pass before a release. */
export const MUST_TAG = 'must'

/** Ids of the approved cases with the tag `must`. */
export async function requiredCases(db: Database | Transaction, evaluation: EvaluationRow): Promise<Set<string>> {
  const found = await db
    .select({ id: datasetExamples.id })
    .from(datasetExamples)
    .where(
      and(
        eq(datasetExamples.workspaceId, evaluation.workspaceId),
        eq(datasetExamples.datasetId, evaluation.datasetId),
        eq(datasetExamples.review, 'approved'),
        isNull(datasetExamples.removedAt),
        evaluation.split === 'all' ? undefined : eq(datasetExamples.split, evaluation.split),
        sql`${datasetExamples.data}->'tags' @> ${JSON.stringify([MUST_TAG])}::text::jsonb`,
      ),
    )
  return new Set(found.map(({ id }) => id))
}
