import 'server-only'
import type { BodyOf } from '@/lib/contracts/contract'
import type { quickEvaluation as quickContract } from '@/lib/contracts/evaluations'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '../apps/get-app-row'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { exampleOfRun } from '../datasets/fill/example-of-run'
import { newestRuns } from '../datasets/fill/newest-runs'
import { createCases, type NewCase } from './create-cases'
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

type Questions = Extract<BodyOf<typeof quickContract>, { from: 'questions' }>['questions']

const casesOf = (questions: Questions): NewCase[] =>
  questions.map(({ question, expected, passage }) => ({
    runId: null,
    split: null,
    data: {
      inputs: { message: question },
      ...(expected === '' ? {} : { expected }),
      ...(passage === '' ? {} : { passages: [{ documentId: null, documentName: '', quote: passage }] }),
    },
  }))

/**
 * Cases from the newest runs, disliked ones first. A disliked answer without a correction is not an expected answer.
 */
async function casesOfRuns(ctx: ServiceContext, appId: string): Promise<NewCase[]> {
  const runs = await newestRuns(ctx.db, { workspaceId: ctx.workspace.id, appId, limit: NEWEST_RUNS })
  return runs.flatMap((run) => {
    const example = exampleOfRun('case', run)
    if (!example.ok || !('inputs' in example.data)) return []
    const { expected, ...rest } = example.data
    const isKnown = expected !== undefined && (!run.isRatedDown || run.correction !== null)
    return [{ runId: run.id, split: null, data: isKnown ? { ...rest, expected } : rest }]
  })
}
