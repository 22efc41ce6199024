import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { nextReviewItem as nextContract } from '@/lib/contracts/judges'
import { isJudge } from '@/lib/contracts/scorers'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { evaluations } from '@/lib/db/schema/evaluation/evaluations'
import { reviewItems, reviewLabels } from '@/lib/db/schema/evaluation/reviews'
import { notFound, requireRole, requireUser, type Verb } from '../context'
import { type EvaluationRow, getEvaluationRow } from '../evaluations/evaluation-rows'
import { majority } from './calibration'
import { chooseSubject } from './choose-subject'
import { answerOf, type JudgedSubject, judgedSubjects } from './judged-subjects'

const RESERVED_MS = 10 * 60_000
/** Each fifth answer gets two labels, which show how much people agree. */
const DOUBLE_LABEL_INTERVAL = 5
const SHOWN_PASSAGES = 10

type ItemRow = typeof reviewItems.$inferSelect

export const nextReviewItem: Verb<typeof nextContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const { userId } = requireUser(ctx)
  const { evaluationId } = params
  const evaluation = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, evaluationId })
  const settings = evaluation.scorers.find(({ id }) => id === params.scorer)
  if (!settings || !isJudge(settings) || settings.kind === 'pairwise') throw notFound('missing.judge')
  return ctx.db.transaction(async (tx) => {
    // Two people must not get the same new answer.
    await tx.select({ id: evaluations.id }).from(evaluations).where(eq(evaluations.id, evaluation.id)).for('update')
    const subjects = await judgedSubjects(tx, evaluation, settings)
    const judged = new Set(subjects.map(({ subject }) => subject))
    const judgedItems = (await knownItems(tx, evaluation)).filter(({ row }) => judged.has(row.subject))
    const labeledByUser = judgedItems.filter(({ labels }) =>
      labels.some(({ reviewerId }) => reviewerId === userId),
    ).length
    const skipped = new Set(body.skipped)
    const now = ctx.now()
    await releaseOwn(tx, evaluation, userId)
    const found =
      judgedItems.find((item) => needsLabel(item, userId, now) && !skipped.has(item.row.id))?.row ??
      (await addItem(tx, evaluation, subjects, judgedItems))
    if (!found) return { item: null, own: labeledByUser }
    await tx
      .update(reviewItems)
      .set({ reservedBy: userId, reservedUntil: new Date(now.getTime() + RESERVED_MS) })
      .where(and(eq(reviewItems.id, found.id), eq(reviewItems.workspaceId, evaluation.workspaceId)))
    const { id, input, expected, answer, passages } = found
    return { item: { id, input, expected, answer, passages }, own: labeledByUser }
  })
}

/** Releases the person's reservations, because each person has one answer at a time. */
async function releaseOwn(tx: Transaction, { id, workspaceId }: EvaluationRow, userId: string): Promise<void> {
  await tx
    .update(reviewItems)
    .set({ reservedBy: null, reservedUntil: null })
    .where(
      and(
        eq(reviewItems.evaluationId, id),
        eq(reviewItems.workspaceId, workspaceId),
        eq(reviewItems.reservedBy, userId),
      ),
    )
}

interface KnownItem {
  row: ItemRow
  labels: { reviewerId: string; passes: boolean }[]
}

async function knownItems(tx: Transaction, { id, workspaceId }: EvaluationRow): Promise<KnownItem[]> {
  const rows = await tx
    .select({ row: reviewItems, reviewerId: reviewLabels.reviewerId, passes: reviewLabels.passes })
    .from(reviewItems)
    .leftJoin(reviewLabels, and(eq(reviewLabels.itemId, reviewItems.id), eq(reviewLabels.workspaceId, workspaceId)))
    .where(and(eq(reviewItems.evaluationId, id), eq(reviewItems.workspaceId, workspaceId)))
    .orderBy(asc(reviewItems.id))
  return [...Map.groupBy(rows, ({ row }) => row.id).values()].flatMap((rowsOfItem) => {
    const labels = rowsOfItem.flatMap(({ reviewerId, passes }) =>
      reviewerId === null || passes === null ? [] : [{ reviewerId, passes }],
    )
    return rowsOfItem[0] ? [{ row: rowsOfItem[0].row, labels }] : []
  })
}

/** If two people disagree, a third person decides. */
function needsLabel({ row, labels }: KnownItem, userId: string, now: Date): boolean {
  if (labels.some(({ reviewerId }) => reviewerId === userId)) return false
  const isReserved = row.reservedBy !== null && row.reservedBy !== userId && (row.reservedUntil ?? now) > now
  const passes = labels.map((label) => label.passes)
  const requiredLabels = row.reviewers + Number(passes.length >= row.reviewers && majority(passes) === null)
  // An answer without a label is reserved for one person, so that two do not label it by accident.
  return labels.length < requiredLabels && !(isReserved && labels.length + 1 >= requiredLabels)
}

async function addItem(
  tx: Transaction,
  evaluation: EvaluationRow,
  subjects: readonly JudgedSubject[],
  existingItems: readonly KnownItem[],
): Promise<ItemRow | null> {
  const chosen = chooseSubject(subjects, new Set(existingItems.map(({ row }) => row.subject)), Math.random)
  const reviewers = (existingItems.length + 1) % DOUBLE_LABEL_INTERVAL === 0 ? 2 : 1
  return chosen && insertItem(tx, evaluation, chosen, reviewers)
}

const Passage = z.object({ text: z.string() })

async function insertItem(
  tx: Transaction,
  { id: evaluationId, workspaceId }: EvaluationRow,
  chosen: JudgedSubject,
  reviewers: number,
): Promise<ItemRow | null> {
  const found = await answerOf(tx, workspaceId, chosen)
  if (!found) return null
  const { input, expected, answer, passages } = found.result
  const variant = found.variants[chosen.variant]
  const [added] = await tx
    .insert(reviewItems)
    .values({
      id: newId(),
      workspaceId,
      evaluationId,
      subject: chosen.subject,
      reviewers,
      input,
      expected,
      answer,
      graphHash: variant?.graphHash ?? '',
      versionNumber: variant?.versionNumber ?? null,
      passages: z
        .array(Passage)
        .catch([])
        .parse(passages)
        .slice(0, SHOWN_PASSAGES)
        .map(({ text }) => text),
    })
    .returning()
  return added ?? null
}
