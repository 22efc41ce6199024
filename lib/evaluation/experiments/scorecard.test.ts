import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { AppScorecard } from '@/lib/contracts/app-scorecard'
import { EvaluationView } from '@/lib/contracts/evaluations'
import { newId } from '@/lib/core/new-id'
import { attackCampaigns, attackResults } from '@/lib/db/schema/evaluation/attacks'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { runExperiment } from './run-experiment'

const graph = chatApp([{ id: 'echo', type: 'template' }], ['in.message -> echo.value', 'echo.text -> out.text'])
let app: TestApp
beforeAll(async () => {
  app = await createTestApp('scorecard', graph)
})
afterAll(() => app.close())

const Created = z.looseObject({ id: z.string() })
const read = async (query = '') =>
  AppScorecard.parse(await app.request('GET', `/api/studio/apps/${app.appId}/scorecard${query}`))
const ruleOf = (card: AppScorecard, rule: string) => card.entries.find((entry) => entry.rule === rule)

async function measure(): Promise<string> {
  const questions = Array.from({ length: 12 }, (_, index) => ({
    question: `q${index}`,
    expected: index < 9 ? `q${index}` : 'other',
  }))
  const quick = { from: 'questions', name: 'Known', questions }
  const { id } = EvaluationView.parse(
    await app.request('POST', `/api/studio/apps/${app.appId}/evaluations/quick`, quick),
  )
  await app.request('PATCH', `/api/studio/evaluations/${id}`, { scorers: [{ id: 'equal', kind: 'equal' }], repeats: 2 })
  const path = `/api/studio/evaluations/${id}/experiments`
  const started = Created.parse(await app.request('POST', path, { variants: [{ kind: 'draft' }] }))
  await runExperiment(
    app.studio.system,
    { workspaceId: app.person.workspaceId, experimentId: started.id },
    new AbortController().signal,
    { embed: async () => [] },
  )
  return started.id
}

test('reports results of exactly this graph, and no value for rules without data', async () => {
  const empty = await read()
  expect(empty.entries.every(({ value, source }) => value === null && source === null)).toBe(true)

  const experimentId = await measure()
  const campaignId = newId()
  const { workspaceId } = app.person
  const draft = z.looseObject({ graph: z.any() }).parse(await app.request('GET', `/api/studio/apps/${app.appId}`)).graph
  const attacked = {
    points: [],
    size: 'quick' as const,
    seed: 1,
    total: 0,
    status: 'done' as const,
    endedAt: new Date(),
  }
  await app.studio.system.db
    .insert(attackCampaigns)
    .values({ id: campaignId, workspaceId, appId: app.appId, graph: draft, ...attacked })
  await app.studio.system.db.insert(attackResults).values(
    Array.from({ length: 50 }, (_, index) => ({
      campaignId,
      workspaceId,
      index,
      runId: newId(),
      point: 0,
      category: 'override' as const,
      form: 'plain' as const,
      status: 'resisted' as const,
      payload: 'x',
    })),
  )
  const card = await read()
  expect(ruleOf(card, 'correctness')).toMatchObject({
    value: 0.75,
    count: 12,
    area: 'quality',
    source: { kind: 'experiment', experimentId },
  })
  expect(ruleOf(card, 'correctness')?.interval?.low).toBeLessThan(0.75)
  expect(ruleOf(card, 'pass-k')).toMatchObject({ value: 0.75, detail: 'k = 2', count: 12 })
  expect(ruleOf(card, 'attacks')).toMatchObject({ value: 0, count: 50 })
  expect(ruleOf(card, 'attacks')?.interval?.high).toBeCloseTo(0.0714, 3)
  expect(ruleOf(card, 'energy')).toMatchObject({ value: null, count: 0 })

  // Another graph was not measured.
  const changed = {
    ...draft,
    nodes: draft.nodes.map((node: { id: string }) =>
      node.id === 'echo' ? { ...node, config: { text: 'Hi {{value}}' } } : node,
    ),
  }
  const { revision } = z
    .looseObject({ revision: z.number() })
    .parse(await app.request('GET', `/api/studio/apps/${app.appId}`))
  await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, { graph: changed, revision })
  expect(ruleOf(await read(), 'correctness')?.value).toBeNull()
})
