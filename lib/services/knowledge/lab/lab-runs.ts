import 'server-only'
import { and, asc, desc, eq, inArray } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/retrieval-lab-runs'
import { MAX_LAB_SEARCHES } from '@/lib/contracts/retrieval-lab-runs'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import { labQuestions, labRuns } from '@/lib/db/schema/retrieval-lab'
import { problem } from '@/lib/messages/problems/problem'
import { activeIndex } from '@/lib/rag/indexes/read-indexes'
import { emitAudit } from '../../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../../context'
import { labResultRows } from './lab-result-rows'
import { labRunJob } from './lab-run-job'
import { type LabRunRow, toRunView } from './lab-run-view'
import { labQuestionsOf } from './question-rows'
import { labAddress } from './questions'

const OPEN = ['queued', 'running'] as const
const KEPT_RUNS = 50

export const listLabRuns: Verb<typeof contract.listLabRuns> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const address = await labAddress(ctx, params.knowledgeBaseId)
  const index = await activeIndex(ctx.db, address)
  const found = await ctx.db
    .select()
    .from(labRuns)
    .where(runsOf(ctx, params.knowledgeBaseId))
    .orderBy(desc(labRuns.id))
    .limit(KEPT_RUNS)
  return { runs: found.map((row) => toRunView(row, index.id)) }
}

export const startLabRun: Verb<typeof contract.startLabRun> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const address = await labAddress(ctx, params.knowledgeBaseId)
  const index = await activeIndex(ctx.db, address)
  const questions = await ctx.db
    .select({ id: labQuestions.id })
    .from(labQuestions)
    .where(and(labQuestionsOf(address), eq(labQuestions.review, 'accepted')))
    .orderBy(asc(labQuestions.id))
  if (questions.length === 0) throw new AppError('INVALID_INPUT', problem('lab.noQuestions'))
  const total = questions.length * body.configurations.length
  if (total > MAX_LAB_SEARCHES)
    throw new AppError(
      'LIMIT_EXCEEDED',
      problem('lab.tooManySearches', { questions: questions.length, configurations: body.configurations.length }),
    )
  const row = await ctx.db.transaction(async (tx) => {
    const [added] = await tx
      .insert(labRuns)
      .values({
        ...address,
        id: newId(),
        status: 'queued',
        total,
        indexId: index.id,
        configurations: body.configurations.map((configuration) => JsonObjectSchema.parse(configuration)),
        questionIds: questions.map(({ id }) => id),
        createdBy: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        createdByName: ctx.actor.kind === 'user' ? ctx.actor.name : null,
      })
      .onConflictDoNothing()
      .returning()
    if (!added) throw new AppError('CONFLICT', problem('lab.comparisonInProgress'))
    const job = { workspaceId: ctx.workspace.id, labRunId: added.id }
    await ctx.system.jobs.send(labRunJob, job, { key: added.id, group: ctx.workspace.id, priority: 'batch', tx })
    const after = { configurations: body.configurations.length, questions: questions.length }
    await emitAudit(tx, ctx, { action: 'lab.run', subject: `knowledge:${address.knowledgeBaseId}`, after })
    return added
  })
  return toRunView(row, index.id)
}

export const getLabRun: Verb<typeof contract.getLabRun> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'editor')
  const address = await labAddress(ctx, params.knowledgeBaseId)
  const row = await getRun(ctx, params)
  const index = await activeIndex(ctx.db, address)
  const rows = (await labResultRows(ctx.db, row)).filter(({ isMissed, isDifferent }) =>
    query.show === 'all' ? true : query.show === 'missed' ? isMissed : isDifferent,
  )
  return {
    run: toRunView(row, index.id),
    results: rows.slice(query.offset, query.offset + query.limit).map(({ result }) => result),
    total: rows.length,
  }
}

export const cancelLabRun: Verb<typeof contract.cancelLabRun> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await getRun(ctx, params)
  const cancelled = await ctx.db
    .update(labRuns)
    .set({ status: 'cancelled', endedAt: ctx.now() })
    .where(and(isRun(ctx, params), inArray(labRuns.status, [...OPEN])))
    .returning({ id: labRuns.id })
  if (cancelled.length === 0) throw new AppError('CONFLICT', problem('lab.comparisonEnded'))
  return { ok: true }
}

export const deleteLabRun: Verb<typeof contract.deleteLabRun> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  await getRun(ctx, params)
  await ctx.db.delete(labRuns).where(isRun(ctx, params))
  return { ok: true }
}

interface RunAddress {
  knowledgeBaseId: string
  labRunId: string
}

const runsOf = ({ workspace }: ServiceContext, knowledgeBaseId: string) =>
  and(eq(labRuns.workspaceId, workspace.id), eq(labRuns.knowledgeBaseId, knowledgeBaseId))

const isRun = (ctx: ServiceContext, { knowledgeBaseId, labRunId }: RunAddress) =>
  and(runsOf(ctx, knowledgeBaseId), eq(labRuns.id, labRunId))

/** @throws NOT_FOUND */
async function getRun(ctx: ServiceContext, address: RunAddress): Promise<LabRunRow> {
  const [row] = await ctx.db.select().from(labRuns).where(isRun(ctx, address))
  if (!row) throw notFound('missing.comparison')
  return row
}
