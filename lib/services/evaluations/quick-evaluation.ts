import 'server-only'
import type { BodyOf } from '@/lib/contracts/contract'
import type { quickEvaluation as quickContract } from '@/lib/contracts/evaluations'
import type { CaseExample } from '@/lib/contracts/example-data'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { datasets } from '@/lib/db/schema/datasets'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { exampleOfRun } from '../datasets/fill/example-of-run'
import { newestRuns } from '../datasets/fill/newest-runs'
import { insertExamples, touchDataset } from '../datasets/insert-examples'
import { manualSource } from '../datasets/manual-source'
import { prepareExample } from '../datasets/prepare-example'
import { insertEvaluation } from './evaluations'
import { scorersFor } from './suggest-scorers'
import { toTestCase } from './test-case'

const NEWEST_RUNS = 50

export const quickEvaluation: Verb<typeof quickContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const found = body.from === 'questions' ? casesOf(body.questions) : await casesOfRuns(ctx, app.id)
  if (found.length === 0) throw new AppError('CONFLICT', problem('evaluation.noRuns'))
  const datasetId = await createCases(ctx, body.name, found)
  const scorers = scorersFor(
    app.draft,
    found.map(({ data }) => toTestCase(data)),
  )
  return insertEvaluation(ctx, { appId: app.id, datasetId, name: body.name, split: 'all', scorers })
}

interface NewCase {
  data: CaseExample
  runId: string | null
}

type Questions = Extract<BodyOf<typeof quickContract>, { from: 'questions' }>['questions']

const casesOf = (questions: Questions): NewCase[] =>
  questions.map(({ question, expected, passage }) => ({
    runId: null,
    data: {
      inputs: { message: question },
      ...(expected === '' ? {} : { expected }),
      ...(passage === '' ? {} : { passages: [{ documentId: null, documentName: '', quote: passage }] }),
    },
  }))

/** Disliked answers first; without a correction, their answer is no expectation. */
async function casesOfRuns(ctx: ServiceContext, appId: string): Promise<NewCase[]> {
  const runs = await newestRuns(ctx.db, { workspaceId: ctx.workspace.id, appId, limit: NEWEST_RUNS })
  return runs.flatMap((run) => {
    const read = exampleOfRun('case', run)
    if (!read.ok || !('inputs' in read.data)) return []
    const { expected, ...rest } = read.data
    const isKnown = expected !== undefined && (!run.isRatedDown || run.correction !== null)
    return [{ runId: run.id, data: isKnown ? { ...rest, expected } : rest }]
  })
}

async function createCases(ctx: ServiceContext, name: string, cases: readonly NewCase[]): Promise<string> {
  const prepared = await Promise.all(
    cases.map(async ({ data, runId }) => ({ ...(await prepareExample(data)), split: null, runId })),
  )
  const id = newId()
  const workspaceId = ctx.workspace.id
  await ctx.db.transaction(async (tx) => {
    const createdBy = ctx.actor.kind === 'user' ? ctx.actor.userId : null
    await tx.insert(datasets).values({ id, workspaceId, name, kind: 'case', createdBy })
    const sourceId = await manualSource(tx, ctx, id)
    await insertExamples(tx, { workspaceId, datasetId: id, sourceId, review: 'approved' }, prepared)
    await touchDataset(tx, id, ctx.now())
    await emitAudit(tx, ctx, { action: 'dataset.create', subject: `dataset:${id}`, after: { name } })
  })
  return id
}
