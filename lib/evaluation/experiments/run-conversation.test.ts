import { asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { EvaluationView } from '@/lib/contracts/evaluations'
import { ExampleResult, ExperimentView } from '@/lib/contracts/experiments'
import { AppError } from '@/lib/core/app-error'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import { chatApp } from '@/lib/nodes/testing/run-app'
import type { JudgeModel } from '../scorers/score'
import { chargeRuns } from '../testing/charge-runs'
import { runExperiment } from './run-experiment'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp(
    'conversations',
    chatApp(
      [{ id: 'reply', type: 'template', config: { text: 'You said {{value}}.' } }],
      ['in.message -> reply.value', 'reply.text -> out.text'],
    ),
  )
})
afterAll(() => app.close())

const Created = z.looseObject({ id: z.string() })

/** One case of a new data set, with its answer by the draft. */
async function answerCase(data: object, scorers: object[], judge: JudgeModel) {
  const dataset = Created.parse(await app.request('POST', '/api/studio/datasets', { name: 'Turns', kind: 'case' }))
  await app.request('POST', `/api/studio/datasets/${dataset.id}/examples`, { data })
  const evaluation = EvaluationView.parse(
    await app.request('POST', `/api/studio/apps/${app.appId}/evaluations`, {
      name: 'Turns',
      datasetId: dataset.id,
      scorers,
    }),
  )
  const path = `/api/studio/evaluations/${evaluation.id}/experiments`
  const started = ExperimentView.parse(await app.request('POST', path, { variants: [{ kind: 'draft' }], fresh: true }))
  const job = { workspaceId: app.person.workspaceId, experimentId: started.id }
  const drive = () =>
    runExperiment(app.studio.system, job, new AbortController().signal, { embed: async () => [], judge })
  await drive()
  const Results = z.looseObject({ results: z.array(ExampleResult) })
  const { results } = Results.parse(await app.request('GET', `${path}/${started.id}/results`))
  const { experiment } = z
    .looseObject({ experiment: ExperimentView })
    .parse(await app.request('GET', `${path}/${started.id}`))
  return {
    experiment,
    get answer() {
      return results[0]?.answers[0] ?? expect.unreachable('no answer')
    },
  }
}

const noJudge: JudgeModel = { chat: () => Promise.reject(new Error('not used')), findVerdict: async () => null }
const replies = (texts: object[], shown: string[] = []): JudgeModel => ({
  chat: async ({ text }) => {
    shown.push(text)
    return { text: JSON.stringify(texts.shift() ?? {}), servedModel: 'user', costMicros: 7 }
  },
  findVerdict: async () => null,
})

test('a scripted conversation is one run per turn with the history so far, and its last answer is scored', async () => {
  const data = { inputs: { message: 'one' }, turns: ['two', 'three'], expected: 'You said three.' }
  const { answer } = await answerCase(data, [{ id: 'equal', kind: 'equal' }], noJudge)
  expect(answer.text).toBe(
    ['User: one', 'App: You said one.', 'User: two', 'App: You said two.', 'User: three', 'App: You said three.'].join(
      '\n\n',
    ),
  )
  expect(answer.scores[0]).toMatchObject({ outcome: 'scored', value: 1 })
  const stored = await app.studio.system.db
    .select({ inputs: runs.inputs, id: runs.id })
    .from(runs)
    .where(eq(runs.origin, 'evaluation'))
    .orderBy(asc(runs.createdAt))
  expect(stored.map(({ inputs }) => inputs?.message)).toEqual(['one', 'two', 'three'])
  expect(new Set(stored.map(({ id }) => id)).size).toBe(3)
})

const USER = {
  persona: 'A hurried customer.',
  goal: 'Get the price of the blue kettle',
  facts: 'Order 17.',
  maxTurns: 5,
}

test('a simulated user writes the later messages until the goal is reached, and a judge scores the whole conversation', async () => {
  const shown: string[] = []
  const judge = replies(
    [
      { message: 'And the blue one?', isOver: false },
      { message: '', isOver: true },
      { evidence: 'blue', isGoalReached: true, contradictions: [], repeatedQuestions: ['Which kettle?'] },
    ],
    shown,
  )
  const scorers = [{ id: 'conversation', kind: 'conversation' }]
  const { answer, experiment } = await answerCase({ inputs: { message: 'Prices?' }, user: USER }, scorers, judge)
  expect(answer.text).toContain('User: And the blue one?')
  expect(answer.scores[0]).toMatchObject({ outcome: 'scored', passed: false })
  expect(answer.scores[0]?.value).toBeCloseTo(2 / 3, 12)
  expect(shown[2]).toContain(USER.goal)
  expect(experiment).toMatchObject({ status: 'done', costMicros: 21 })
})

test('a simulated user that leaves its role or states its goal gives no verdict', async () => {
  const scorers = [{ id: 'length', kind: 'length', max: 100 }]
  for (const message of ['As an AI language model I cannot go on.', `My wish: ${USER.goal.toLowerCase()}!`]) {
    const judge = replies([{ message, isOver: false }])
    const { answer } = await answerCase({ inputs: { message: 'Hi' }, user: USER }, scorers, judge)
    expect(answer).toMatchObject({ outcome: 'interrupted' })
    expect(answer.scores[0]).toMatchObject({ outcome: 'no-verdict', value: null })
  }
})

test('a conversation ends at its maximum of turns', async () => {
  const endless: JudgeModel = replies(Array.from({ length: 9 }, () => ({ message: 'More?', isOver: false })))
  const user = { ...USER, maxTurns: 3 }
  const { answer } = await answerCase({ inputs: { message: 'Hi' }, user }, [{ id: 'length', kind: 'length' }], endless)
  expect(answer.text.match(/User:/g)).toHaveLength(3)
})

const TURN_MICROS = 300

test('the cost of turns counts if the simulated user fails afterwards', async () => {
  const paid = chargeRuns(app, TURN_MICROS)
  const broken = (error: Error): JudgeModel => {
    const first = replies([{ message: 'More?', isOver: false }])
    return {
      ...first,
      chat: vi.fn(first.chat).mockImplementationOnce(first.chat).mockRejectedValue(error),
    }
  }
  const scorers = [{ id: 'length', kind: 'length', max: 100 }]
  const data = { inputs: { message: 'Hi' }, user: USER }
  try {
    const leftRole = replies([
      { message: 'More?', isOver: false },
      { message: 'As an AI language model I cannot go on.', isOver: false },
    ])
    // Two turns and two messages of the simulated user.
    expect((await answerCase(data, scorers, leftRole)).experiment.costMicros).toBe(2 * TURN_MICROS + 14)
    const unreachable = broken(new AppError('MODEL_UNREACHABLE', problem('scores.simulatorLeftRole')))
    const { answer, experiment } = await answerCase(data, scorers, unreachable)
    expect(answer.outcome).toBe('interrupted')
    expect(experiment.costMicros).toBe(2 * TURN_MICROS + 7)
    const unauthorized = broken(new AppError('MODEL_UNAUTHORIZED', problem('scores.simulatorLeftRole')))
    expect((await answerCase(data, scorers, unauthorized)).experiment).toMatchObject({
      status: 'failed',
      costMicros: 2 * TURN_MICROS + 7,
    })
  } finally {
    paid.mockRestore()
  }
})
