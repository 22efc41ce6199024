import 'server-only'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/optimizations'
import { MIN_OPTIMIZED_CASES } from '@/lib/contracts/optimizations'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { evaluations, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { optimizationCandidates, optimizations } from '@/lib/db/schema/evaluation/optimizations'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { currentVersion } from '../datasets/current-version'
import { readVersion } from '../datasets/read-version'
import { type EvaluationRow, getEvaluationRow } from '../evaluations/evaluation-rows'
import { freezeVariants } from '../evaluations/freeze-variants'
import { toTestCase } from '../evaluations/test-case'
import { assertAllowedModels } from '../governance/assert-allowed-models'
import { compilePlan } from '../runs/compile-plan'
import { divideCases, trainingCases } from './divide-cases'
import { optimizationJob } from './optimization-job'
import { getOptimizationRow, type OptimizationRow } from './optimization-rows'
import { reportOptimization, viewOptimization } from './optimization-view'
import { withOwnRetrieval } from './own-retrieval'
import { isInstructionPath, searchSpaceOf, withCurrent } from './search-space'
import { withSettings } from './setting-paths'

const LISTED = 20
const SEEDS = 1_000_000

export const listParameters: Verb<typeof contract.listParameters> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const { appId } = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const { draft } = await getAppRow(ctx.db, ctx.workspace.id, appId)
  return { parameters: searchSpaceOf(await withOwnRetrieval(ctx.db, ctx.workspace.id, draft)) }
}

export const listOptimizations: Verb<typeof contract.listOptimizations> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const evaluation = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const rows = await ctx.db
    .select()
    .from(optimizations)
    .where(and(eq(optimizations.evaluationId, evaluation.id), eq(optimizations.workspaceId, ctx.workspace.id)))
    .orderBy(desc(optimizations.id))
    .limit(LISTED)
  return { optimizations: await Promise.all(rows.map((row) => viewOptimization(ctx.db, row))) }
}

export const startOptimization: Verb<typeof contract.startOptimization> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const evaluation = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const [draft] = await freezeVariants(ctx, evaluation, [{ kind: 'draft' }])
  if (!draft) throw new AppError('NOT_FOUND', problem('missing.app'))
  const known = searchSpaceOf(await withOwnRetrieval(ctx.db, ctx.workspace.id, draft.graph))
  const parameters = body.parameters.map((parameter) => {
    const found = known.find(({ nodeId, path }) => nodeId === parameter.nodeId && path === parameter.path)
    if (!found) throw new AppError('INVALID_INPUT', problem('evaluation.unknownParameter', { path: parameter.path }))
    const { nodeLabel, nodeType } = found
    return { ...parameter, nodeLabel, nodeType, values: withCurrent(found.current, parameter.values) }
  })
  const canRewrite = body.writer !== null && parameters.some(({ path }) => isInstructionPath(path))
  if (!canRewrite && parameters.every(({ values }) => values.length < 2))
    throw new AppError('INVALID_INPUT', problem('evaluation.nothingToVary'))
  await assertEachRuns(ctx, draft.graph, parameters)
  const datasetVersionId = await currentVersion(ctx, evaluation.datasetId)
  const counts = await countCases(ctx, evaluation, datasetVersionId, canRewrite)
  const id = newId()
  const row = await ctx.db.transaction(async (tx) => {
    await tx.select({ id: evaluations.id }).from(evaluations).where(eq(evaluations.id, evaluation.id)).for('update')
    const [last] = await tx
      .select({ number: sql<number>`coalesce(max(${experiments.number}), 0)`.mapWith(Number) })
      .from(experiments)
      .where(and(eq(experiments.evaluationId, evaluation.id), eq(experiments.workspaceId, ctx.workspace.id)))
    const experimentId = newId()
    const { split, scorers, repeats, margin } = evaluation
    const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null
    await tx.insert(experiments).values({
      id: experimentId,
      workspaceId: ctx.workspace.id,
      evaluationId: evaluation.id,
      status: 'queued',
      part: 'search',
      number: (last?.number ?? 0) + 1,
      datasetVersionId,
      variants: [draft],
      split,
      scorers,
      repeats,
      margin,
      exampleCount: counts.searchCases,
      total: body.limits.maxRuns,
      budgetMicros: body.limits.budgetMicros,
      createdBy,
      createdByName: ctx.actor.kind === 'user' ? ctx.actor.name : null,
    })
    const [added] = await tx
      .insert(optimizations)
      .values({
        id,
        workspaceId: ctx.workspace.id,
        evaluationId: evaluation.id,
        experimentId,
        status: 'queued',
        parameters,
        writer: canRewrite ? body.writer : null,
        isRewriting: canRewrite,
        limits: body.limits,
        ...counts,
        seed: Number.parseInt(id.slice(-6), 16) % SEEDS,
        createdBy,
      })
      .returning()
    await tx.insert(optimizationCandidates).values({
      optimizationId: id,
      workspaceId: ctx.workspace.id,
      index: 0,
      origin: 'draft',
      choice: parameters.map(() => 0),
      status: 'racing',
    })
    const data = { workspaceId: ctx.workspace.id, optimizationId: id }
    await ctx.system.jobs.send(optimizationJob, data, { key: id, group: ctx.workspace.id, priority: 'batch', tx })
    const after = { name: evaluation.name, parameters: parameters.length }
    await emitAudit(tx, ctx, { action: 'optimization.start', subject: `evaluation:${evaluation.id}`, after })
    return added
  })
  if (!row) throw new AppError('NOT_FOUND', problem('missing.optimization'))
  return viewOptimization(ctx.db, row)
}

/** Each value alone gives a graph that can run. @throws INVALID_GRAPH, FORBIDDEN */
async function assertEachRuns(
  ctx: ServiceContext,
  draft: Parameters<typeof compilePlan>[0],
  parameters: OptimizationRow['parameters'],
): Promise<void> {
  const own = await withOwnRetrieval(ctx.db, ctx.workspace.id, draft)
  for (const { nodeId, path, values } of parameters)
    for (const value of values) {
      const graph = withSettings(own, [{ nodeId, path, value }])
      compilePlan(graph)
      if (path === 'model') await assertAllowedModels(ctx.db, ctx.workspace.id, graph)
    }
}

/** @throws INVALID_INPUT with too few cases */
async function countCases(
  { db, workspace }: ServiceContext,
  { split }: EvaluationRow,
  versionId: string,
  canRewrite: boolean,
): Promise<Pick<OptimizationRow, 'searchCases' | 'heldOutCases'>> {
  const cases: { id: string; split: string; group: string | null }[] = []
  const filter = split === 'all' ? {} : { split }
  for await (const example of readVersion(db, workspace.id, versionId, filter))
    cases.push({ id: example.id, split: example.split, group: toTestCase(example.data).group })
  if (cases.length < MIN_OPTIMIZED_CASES)
    throw new AppError('INVALID_INPUT', problem('evaluation.tooFewToOptimize', { count: MIN_OPTIMIZED_CASES }))
  const { search, heldOut } = divideCases(cases)
  const training = canRewrite ? trainingCases(search).size : 0
  return { searchCases: search.length - training, heldOutCases: heldOut.length }
}

export const getOptimization: Verb<typeof contract.getOptimization> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  return reportOptimization(ctx.db, await getOptimizationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params }))
}

export const stopOptimization: Verb<typeof contract.stopOptimization> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getOptimizationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  await ctx.db.transaction(async (tx) => {
    const stopped = await tx
      .update(optimizations)
      .set({ status: 'stopped', endedAt: ctx.now() })
      .where(and(ofRow(row), inArray(optimizations.status, ['queued', 'running', 'confirming'])))
      .returning({ id: optimizations.id })
    if (stopped.length === 0) throw new AppError('CONFLICT', problem('evaluation.optimizationEnded'))
    await tx
      .update(experiments)
      .set({ status: 'cancelled', endedAt: ctx.now() })
      .where(
        and(
          inArray(experiments.id, [row.experimentId, row.confirmationId ?? row.experimentId]),
          eq(experiments.workspaceId, row.workspaceId),
          inArray(experiments.status, ['queued', 'running']),
        ),
      )
  })
  return { ok: true }
}

export const deleteOptimization: Verb<typeof contract.deleteOptimization> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const row = await getOptimizationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  await ctx.db.transaction(async (tx) => {
    await tx.delete(optimizations).where(ofRow(row))
    await tx
      .delete(experiments)
      .where(
        and(
          inArray(experiments.id, [row.experimentId, row.confirmationId ?? row.experimentId]),
          eq(experiments.workspaceId, row.workspaceId),
        ),
      )
    await emitAudit(tx, ctx, { action: 'optimization.delete', subject: `evaluation:${row.evaluationId}`, before: {} })
  })
  return { ok: true }
}

const ofRow = ({ id, workspaceId }: OptimizationRow) =>
  and(eq(optimizations.id, id), eq(optimizations.workspaceId, workspaceId))
