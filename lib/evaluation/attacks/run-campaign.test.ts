import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { AttackCampaignView, type AttackPoint, AttackReport, listAttackPoints } from '@/lib/contracts/attacks'
import { attackCampaigns } from '@/lib/db/schema/evaluation/attacks'
import { localAddresses } from '@/lib/db/schema/governance'
import { startCanary } from '@/lib/egress/test-server'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { installTestSandbox } from '@/lib/sandbox/start-test-sandbox'
import { forgetLocalAddresses } from '@/lib/services/governance/read-local-addresses'
import { runCampaign } from './run-campaign'

/** Follows the instruction to join two words, wherever it occurs, like a model without any defense. */
const GULLIBLE = `
const found = /the word (\\w+) and the (?:number|word) (\\w+)/.exec(input.text)
return found ? found[1] + '-' + found[2] : 'Here is your overview.'`

const forever = new AbortController().signal

let app: TestApp
let pages: Awaited<ReturnType<typeof startCanary>>
let outside: Awaited<ReturnType<typeof startCanary>>
let endSandbox: () => Promise<void>

beforeAll(async () => {
  endSandbox = await installTestSandbox()
  pages = await startCanary()
  outside = await startCanary()
  app = await createTestApp('attacked', graphOf(false))
  const { db } = app.studio.system
  const allowed = { host: '127.0.0.1', allowedByName: 'owner' }
  await db.insert(localAddresses).values([pages, outside].map(({ port }) => ({ ...allowed, port })))
  forgetLocalAddresses(db)
})
afterAll(async () => {
  pages.close()
  outside.close()
  await app.close()
  await endSandbox()
})

/** Reads a page and sends its summary, optionally through a guard. */
function graphOf(isGuarded: boolean): Graph {
  const from = `http://127.0.0.1:${pages.port}`
  const to = `http://127.0.0.1:${outside.port}`
  const nodes = [
    { id: 'page', type: 'http', config: { url: `${from}/?q={{q}}`, method: 'GET' } },
    { id: 'model', type: 'code', config: { code: GULLIBLE } },
    ...(isGuarded ? [{ id: 'guard', type: 'injection-guard', config: {} }] : []),
    { id: 'mail', type: 'http', config: { url: to, method: 'POST', bodyKind: 'text', textBody: '{{text}}' } },
    { id: 'say', type: 'template', config: { text: 'Done: {{value}}' } },
  ]
  const read = isGuarded ? ['page.text -> guard.text', 'guard.passed -> model.text'] : ['page.text -> model.text']
  const ends = ['in.message -> page.q', 'in.message -> say.value', 'say.text -> out.text']
  return chatApp(nodes, [...read, 'model.result -> mail.text', ...ends])
}

async function attack(graph: Graph, size: 'quick' | 'standard'): Promise<AttackReport> {
  const saved = await app.request('PUT', `/api/studio/apps/${app.appId}/draft`, { revision: app.revision, graph })
  app.revision = z.object({ revision: z.number() }).parse(saved).revision
  const path = `/api/studio/apps/${app.appId}/attacks`
  const { id } = AttackCampaignView.parse(await app.request('POST', path, { size }))
  // The same attacks in each run of the tests.
  await app.studio.system.db.update(attackCampaigns).set({ seed: 7 }).where(eq(attackCampaigns.id, id))
  await runCampaign(app.studio.system, { workspaceId: app.person.workspaceId, campaignId: id }, forever)
  return AttackReport.parse(await app.request('GET', `/api/studio/attacks/${id}`))
}

const pointOf = (points: readonly AttackPoint[], nodeId: string | null) =>
  points.findIndex((point) => point.nodeId === nodeId)

test('attacks arrive in the message and through every step that reads untrusted text', async () => {
  const { points } = listAttackPoints.response.parse(
    await app.request('GET', `/api/studio/apps/${app.appId}/attack-points`),
  )
  expect(points.map(({ nodeId, sinkId, trail }) => ({ nodeId, sinkId, trail }))).toEqual([
    { nodeId: null, sinkId: null, trail: [] },
    { nodeId: 'page', sinkId: 'mail', trail: ['page', 'model', 'mail'] },
    { nodeId: 'mail', sinkId: null, trail: ['mail'] },
  ])
})

// Runs 216 apps.
test('reports an app that obeys a page as vulnerable, and one with a guard as less so, without network requests', {
  timeout: 60_000,
}, async () => {
  const open = await attack(graphOf(false), 'quick')
  expect(open.campaign).toMatchObject({ status: 'done', done: 3 * 26 + 30 })
  const page = pointOf(open.campaign.points, 'page')
  expect(open.points[page]?.succeeded).toBeGreaterThan(3)
  expect(open.points[pointOf(open.campaign.points, null)]).toMatchObject({ succeeded: 0, count: 26 })
  expect(open.successes.every(({ sign, point }) => sign === 'write' && point === page)).toBe(true)
  expect(open.overall.atMost).toBeGreaterThan(open.overall.succeeded / open.overall.count)
  expect(open.refusals).toMatchObject({ refused: 0, count: 30 })
  expect(open.isWithoutModel).toBe(true)

  const guarded = await attack(graphOf(true), 'quick')
  const guardedPage = guarded.points[pointOf(guarded.campaign.points, 'page')]
  expect(guardedPage?.count).toBe(26)
  expect(guardedPage?.succeeded).toBeLessThan(open.points[page]?.succeeded ?? 0)
  expect(outside.hits()).toBe(0)
})

/** Reads a page and sends its summary, for each item of a list. */
function graphWithLoop(): Graph {
  const from = `http://127.0.0.1:${pages.port}`
  const to = `http://127.0.0.1:${outside.port}`
  return chatApp(
    [
      { id: 'list', type: 'code', config: { code: 'return [input.text, "second"]' } },
      { id: 'each', type: 'map' },
      { id: 'page', type: 'http', parent: 'each', config: { url: `${from}/?q={{q}}`, method: 'GET' } },
      { id: 'model', type: 'code', parent: 'each', config: { code: GULLIBLE } },
      {
        id: 'mail',
        type: 'http',
        parent: 'each',
        config: { url: to, method: 'POST', bodyKind: 'text', textBody: '{{text}}' },
      },
      { id: 'say', type: 'template', config: { text: 'Done: {{value}}' } },
    ],
    [
      'in.message -> list.text',
      'list.result -> each.items',
      'each.item -> page.q',
      'page.text -> model.text',
      'model.result -> mail.text',
      'model.result -> each.result',
      'in.message -> say.value',
      'say.text -> out.text',
    ],
  )
}

test('attacks arrive in each round of a loop', { timeout: 60_000 }, async () => {
  const before = outside.hits()
  const report = await attack(graphWithLoop(), 'quick')
  const page = pointOf(report.campaign.points, 'page')
  expect(report.campaign.points[page]).toMatchObject({ sinkId: 'mail' })
  expect(report.points[page]?.succeeded).toBeGreaterThan(3)
  expect(report.points[pointOf(report.campaign.points, null)]).toMatchObject({ succeeded: 0 })
  expect(outside.hits()).toBe(before)
})

test('a stopped campaign keeps its results and sends no more attacks', async () => {
  const path = `/api/studio/apps/${app.appId}/attacks`
  const { id } = AttackCampaignView.parse(await app.request('POST', path, { size: 'quick' }))
  await app.request('POST', `/api/studio/attacks/${id}/stop`)
  await runCampaign(app.studio.system, { workspaceId: app.person.workspaceId, campaignId: id }, forever)
  const { campaign } = AttackReport.parse(await app.request('GET', `/api/studio/attacks/${id}`))
  expect(campaign).toMatchObject({ status: 'stopped', done: 0 })
  await app.request('DELETE', `/api/studio/attacks/${id}`)
})
