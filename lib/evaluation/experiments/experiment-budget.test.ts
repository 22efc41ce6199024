import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { ExperimentView, listExampleResults } from '@/lib/contracts/experiments'
import { chatApp } from '@/lib/nodes/testing/run-app'
import type { JudgeModel } from '../scorers/score'
import { runExperiment } from './run-experiment'

const CASES = 20
const COST_MICROS = 400

let app: TestApp
beforeAll(async () => {
  app = await createTestApp('budget', chatApp([], ['in.message -> out.text']))
})
afterAll(() => app.close())

const Id = z.object({ id: z.string() })

test('keeps the results when the budget is used up, and pays for no answer twice with a larger one', async () => {
  const questions = Array.from({ length: CASES }, (_, index) => ({ question: `Question ${index}` }))
  const quick = { from: 'questions', name: 'Paid', questions }
  const { id } = Id.parse(await app.request('POST', `/api/studio/apps/${app.appId}/evaluations/quick`, quick))
  const scorers = [{ id: 'polite', kind: 'criteria', criteria: ['Is it polite?'] }]
  await app.request('PATCH', `/api/studio/evaluations/${id}`, { scorers })
  const path = `/api/studio/evaluations/${id}/experiments`
  const budget = { variants: [{ kind: 'draft' }], budgetMicros: 5 * COST_MICROS }
  const { id: experimentId } = Id.parse(await app.request('POST', path, budget))

  const judged: string[] = []
  const judge: JudgeModel = {
    chat: async ({ text }) => {
      judged.push(text)
      const verdict = { answers: [{ criterion: 1, evidence: '', met: true }] }
      return { text: JSON.stringify(verdict), servedModel: 'judge', costMicros: COST_MICROS }
    },
    findVerdict: async () => null,
  }
  const drive = () => {
    const job = { workspaceId: app.person.workspaceId, experimentId }
    return runExperiment(app.studio.system, job, new AbortController().signal, { embed: async () => [], judge })
  }
  const read = async () => {
    const { experiment } = z
      .object({ experiment: ExperimentView })
      .parse(await app.request('GET', `${path}/${experimentId}`).then(pickExperiment))
    return experiment
  }
  await drive()
  const stopped = await read()
  expect(stopped.status).toBe('stopped')
  // Answers that were in progress when the budget was reached are completed.
  expect(stopped.done).toBeGreaterThanOrEqual(5)
  expect(stopped.done).toBeLessThan(CASES)
  expect(stopped.costMicros).toBe(stopped.done * COST_MICROS)
  const partial = listExampleResults.response.parse(await app.request('GET', `${path}/${experimentId}/results`))
  expect(
    partial.results.flatMap(({ answers }) => answers.filter(({ outcome }) => outcome === 'answered')),
  ).toHaveLength(stopped.done)

  const more = { action: 'resume', budgetMicros: 100 * COST_MICROS }
  await app.request('POST', `${path}/${experimentId}/control`, more)
  await drive()
  expect(await read()).toMatchObject({ status: 'done', done: CASES, costMicros: CASES * COST_MICROS })
  expect(new Set(judged).size).toBe(CASES)
  expect(judged).toHaveLength(CASES)
})

const pickExperiment = (value: unknown) => z.object({ experiment: z.unknown() }).parse(value)
