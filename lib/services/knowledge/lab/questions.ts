import 'server-only'
import { and, count, desc, eq, ilike, inArray, isNotNull, isNull, lt } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/retrieval-lab'
import { AppError } from '@/lib/core/app-error'
import { storable } from '@/lib/core/storable'
import { labQuestions } from '@/lib/db/schema/retrieval-lab'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../../context'
import { getKnowledgeBaseRow } from '../get-knowledge-base-row'
import { hashOfQuestion, insertQuestions, type LabAddress, labQuestionsOf, toQuestionView } from './question-rows'

const KEPT_MS = 7 * 86_400_000

/** Checks that the base exists in this workspace. @throws NOT_FOUND */
export async function labAddress(ctx: ServiceContext, knowledgeBaseId: string): Promise<LabAddress> {
  const { id } = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, knowledgeBaseId)
  return { workspaceId: ctx.workspace.id, knowledgeBaseId: id }
}

export const listLabQuestions: Verb<typeof contract.listLabQuestions> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'editor')
  const inBase = labQuestionsOf(await labAddress(ctx, params.knowledgeBaseId))
  const search = query.search ? ilike(labQuestions.question, `%${query.search.replace(/[\\%_]/g, '\\$&')}%`) : undefined
  const matching = and(inBase, eq(labQuestions.review, query.review), search)
  const [found, [matchingCount], counted] = await Promise.all([
    ctx.db
      .select()
      .from(labQuestions)
      .where(matching)
      .orderBy(desc(labQuestions.id))
      .offset(query.offset)
      .limit(query.limit),
    ctx.db.select({ total: count() }).from(labQuestions).where(matching),
    ctx.db
      .select({ review: labQuestions.review, total: count() })
      .from(labQuestions)
      .where(inBase)
      .groupBy(labQuestions.review),
  ])
  const countOf = (review: string) => counted.find((row) => row.review === review)?.total ?? 0
  return {
    questions: found.map(toQuestionView),
    total: matchingCount?.total ?? 0,
    counts: { accepted: countOf('accepted'), pending: countOf('pending') },
  }
}

export const addLabQuestion: Verb<typeof contract.addLabQuestion> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const address = await labAddress(ctx, params.knowledgeBaseId)
  const { runId, ...values } = body
  if (runId !== null) await requireRun(ctx, runId)
  const origin = runId === null ? 'typed' : 'chat'
  const [row] = await insertQuestions(ctx.db, address, [{ values, origin, review: 'accepted', runId }])
  if (!row) throw new AppError('CONFLICT', problem('lab.questionExists'))
  return toQuestionView(row)
}

export const updateLabQuestion: Verb<typeof contract.updateLabQuestion> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const address = await labAddress(ctx, params.knowledgeBaseId)
  const hash = hashOfQuestion(body.question)
  const duplicates = await ctx.db
    .select({ id: labQuestions.id })
    .from(labQuestions)
    .where(and(labQuestionsOf(address), eq(labQuestions.hash, hash)))
  if (duplicates.some(({ id }) => id !== params.labQuestionId))
    throw new AppError('CONFLICT', problem('lab.questionExists'))
  const [row] = await ctx.db
    .update(labQuestions)
    .set({ ...storable(body), hash, updatedAt: ctx.now() })
    .where(and(labQuestionsOf(address), eq(labQuestions.id, params.labQuestionId)))
    .returning()
  if (!row) throw notFound('missing.question')
  return toQuestionView(row)
}

export const changeLabQuestions: Verb<typeof contract.changeLabQuestions> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const address = await labAddress(ctx, params.knowledgeBaseId)
  const { questionIds, change } = body
  const inBase = and(
    eq(labQuestions.workspaceId, address.workspaceId),
    eq(labQuestions.knowledgeBaseId, address.knowledgeBaseId),
  )
  const selected = questionIds === null ? eq(labQuestions.review, 'pending') : inArray(labQuestions.id, questionIds)
  const changed = await ctx.db.transaction(async (tx) => {
    const columns =
      change === 'accept' ? { review: 'accepted' as const } : { removedAt: change === 'remove' ? ctx.now() : null }
    const hasTrashState = change === 'restore' ? isNotNull(labQuestions.removedAt) : isNull(labQuestions.removedAt)
    const rows = await tx
      .update(labQuestions)
      .set(columns)
      .where(and(inBase, hasTrashState, selected))
      .returning({ id: labQuestions.id })
    if (change === 'remove') {
      await tx
        .delete(labQuestions)
        .where(and(inBase, lt(labQuestions.removedAt, new Date(ctx.now().getTime() - KEPT_MS))))
      const subject = `knowledge:${address.knowledgeBaseId}`
      await emitAudit(tx, ctx, { action: 'lab.remove', subject, after: { count: rows.length } })
    }
    return rows
  })
  return { questionIds: changed.map(({ id }) => id) }
}

async function requireRun({ db, workspace }: ServiceContext, runId: string): Promise<void> {
  const [run] = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, workspace.id)))
  if (!run) throw notFound('missing.run')
}
