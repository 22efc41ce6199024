import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { createRegressionTest as createContract } from '@/lib/contracts/regressions'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { datasets } from '@/lib/db/schema/datasets'
import { evaluations, reportedProblems } from '@/lib/db/schema/evaluation/evaluations'
import { type AppRow, getAppRow } from '../../apps/get-app-row'
import { emitAudit } from '../../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../../context'
import { insertExamples, touchDataset } from '../../datasets/insert-examples'
import { manualSource } from '../../datasets/manual-source'
import { prepareExample } from '../../datasets/prepare-example'
import { freeSlug } from '../free-slug'
import { scorersFor } from '../suggest-scorers'
import { toTestCase } from '../test-case'
import { caseOfRun, type RunCase } from './case-of-run'

const NAME = 'Regressions'

export const createRegressionTest: Verb<typeof createContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const found = await caseOfRun(ctx.db, { workspaceId: ctx.workspace.id, runId: params.runId })
  const app = await getAppRow(ctx.db, ctx.workspace.id, found.appId)
  const prepared = { ...(await prepareExample(found.data)), split: null, runId: params.runId }
  const review = found.data.expected === undefined ? 'pending' : 'approved'
  return ctx.db.transaction(async (tx) => {
    const { evaluationId, datasetId } = await regressionTests(tx, ctx, app, found)
    const sourceId = await manualSource(tx, ctx, datasetId)
    const { workspaceId } = app
    const added = await insertExamples(tx, { workspaceId, datasetId, sourceId, review }, [prepared])
    await touchDataset(tx, datasetId, ctx.now())
    if (added.length > 0) await storeReport(tx, ctx, { evaluationId, runId: params.runId })
    if (added.length > 0)
      await emitAudit(tx, ctx, {
        action: 'regression.create',
        subject: `app:${app.id}`,
        after: { runId: params.runId, name: app.name },
      })
    const status = added.length === 0 ? 'exists' : review === 'pending' ? 'pending' : 'added'
    return { evaluationId, datasetId, status } as const
  })
}

/** The data set and evaluation of the app's regression tests. */
async function regressionTests(tx: Transaction, ctx: ServiceContext, app: AppRow, first: RunCase) {
  const { id: appId, workspaceId } = app
  // Serializes the first two tests of an app.
  await tx
    .select({ id: apps.id })
    .from(apps)
    .where(and(eq(apps.id, appId), eq(apps.workspaceId, workspaceId)))
    .for('update')
  const [known] = await tx
    .select({ evaluationId: evaluations.id, datasetId: evaluations.datasetId })
    .from(evaluations)
    .innerJoin(datasets, and(eq(datasets.id, evaluations.datasetId), isNull(datasets.deletedAt)))
    .where(
      and(
        eq(evaluations.appId, appId),
        eq(evaluations.workspaceId, workspaceId),
        eq(evaluations.purpose, 'regressions'),
      ),
    )
  if (known) return known
  // The data set of the previous tests is in the trash, so their evaluation becomes an ordinary one.
  await tx
    .update(evaluations)
    .set({ purpose: 'custom' })
    .where(and(eq(evaluations.appId, appId), eq(evaluations.workspaceId, workspaceId)))
  const [evaluationId, datasetId] = [newId(), newId()]
  const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null
  await tx.insert(datasets).values({
    id: datasetId,
    workspaceId,
    name: `${NAME}: ${app.name}`.slice(0, 120),
    kind: 'case',
    createdBy,
  })
  const slug = await freeSlug(tx, { workspaceId, name: `${NAME} ${app.name}` })
  const scorers = scorersFor(app.draft, [toTestCase(first.data)])
  await tx.insert(evaluations).values({
    id: evaluationId,
    workspaceId,
    appId,
    datasetId,
    name: NAME,
    split: 'all',
    scorers,
    createdBy,
    slug,
    purpose: 'regressions',
  })
  return { evaluationId, datasetId }
}

/** The reporter is notified when a live version passes the test. */
async function storeReport(
  tx: Transaction,
  { workspace, actor }: ServiceContext,
  report: { evaluationId: string; runId: string },
): Promise<void> {
  const reportedBy = actor.kind === 'user' ? actor.userId : null
  await tx
    .insert(reportedProblems)
    .values({ ...report, workspaceId: workspace.id, reportedBy })
    .onConflictDoUpdate({
      target: [reportedProblems.evaluationId, reportedProblems.runId],
      set: { reportedBy, fixedInVersion: null, closedAt: null },
    })
}
