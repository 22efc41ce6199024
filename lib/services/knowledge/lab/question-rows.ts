import 'server-only'
import { createHash } from 'node:crypto'
import { and, count, eq, isNull } from 'drizzle-orm'
import { type LabQuestionValues, type LabQuestionView, MAX_LAB_QUESTIONS } from '@/lib/contracts/retrieval-lab'
import { AppError } from '@/lib/core/app-error'
import type { LabOrigin } from '@/lib/core/knowledge/lab-question'
import { newId } from '@/lib/core/new-id'
import { storable } from '@/lib/core/storable'
import type { Database, Transaction } from '@/lib/db/database'
import { labQuestions } from '@/lib/db/schema/retrieval-lab'
import { problem } from '@/lib/messages/problems/problem'

export type LabQuestionRow = typeof labQuestions.$inferSelect

export interface LabAddress {
  workspaceId: string
  knowledgeBaseId: string
}

export interface NewQuestion {
  values: LabQuestionValues
  origin: LabOrigin
  review: LabQuestionRow['review']
  runId?: string | null
}

/** Questions of the base that are not in the trash. */
export const labQuestionsOf = ({ workspaceId, knowledgeBaseId }: LabAddress) =>
  and(
    eq(labQuestions.workspaceId, workspaceId),
    eq(labQuestions.knowledgeBaseId, knowledgeBaseId),
    isNull(labQuestions.removedAt),
  )

export function hashOfQuestion(question: string): string {
  return createHash('sha256').update(question.trim().toLowerCase()).digest('hex')
}

/** Existing questions are left unchanged. @returns the rows that were added @throws LIMIT_EXCEEDED */
export async function insertQuestions(
  db: Database | Transaction,
  address: LabAddress,
  questions: readonly NewQuestion[],
): Promise<LabQuestionRow[]> {
  if (questions.length === 0) return []
  const [existing] = await db.select({ count: count() }).from(labQuestions).where(labQuestionsOf(address))
  if ((existing?.count ?? 0) + questions.length > MAX_LAB_QUESTIONS)
    throw new AppError('LIMIT_EXCEEDED', problem('lab.tooManyQuestions', { max: MAX_LAB_QUESTIONS }))
  const rows = questions.map(({ values, origin, review, runId = null }) => ({
    ...address,
    id: newId(),
    origin,
    review,
    runId,
    ...storable(values),
    hash: hashOfQuestion(values.question),
  }))
  return await db.insert(labQuestions).values(rows).onConflictDoNothing().returning()
}

export function toQuestionView(row: LabQuestionRow): LabQuestionView {
  const { id, question, answer, expected, viewer, filters, origin, review, runId, createdAt } = row
  return {
    id,
    question,
    answer,
    expected,
    viewer,
    filters,
    origin,
    review,
    runId,
    createdAt: createdAt.toISOString(),
  }
}
