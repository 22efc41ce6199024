import { createServer } from 'node:http'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alerts } from '@/lib/db/schema/inbox'
import { auditEvents } from '@/lib/db/schema/people'
import { blocks } from '@/lib/db/schema/protection'
import { runs } from '@/lib/db/schema/runs'
import { closeEgress } from '@/lib/egress/egress-fetch'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { claimAndDrive } from '@/lib/runs/drive/resume-run'
import { activeRuns } from '@/lib/runs/log/active-runs'
import { enforceStops } from '@/lib/runs/maintenance/enforce-stops'
import { invalidateProtection } from '@/lib/services/protection/protection-cache'
import { createTestApp, type TestApp } from '../testing/test-app'

/** Accepts calls without responding: a step that runs until it is stopped. */
const silentService = createServer(() => undefined)

let testApp: TestApp
beforeAll(async () => {
  await new Promise<void>((resolve) => silentService.listen(0, '127.0.0.1', resolve))
  const address = silentService.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  process.env.EGRESS_ALLOW = url
  dropSingleton('env')
  const slow: Graph = chatApp(
    [{ id: 'c', type: 'http', config: { method: 'GET', url: `${url}/?q={{in.message}}` } }],
    ['c.text -> out.text'],
  )
  testApp = await createTestApp('panicking', slow)
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  silentService.close()
  await closeEgress()
  await testApp.close()
})

const request = async (headers: Record<string, string>) =>
  testApp.router.request('/api/v1/apps/panicking/runs', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...testApp.bearer, ...headers },
    body: JSON.stringify({ inputs: { message: 'hello' } }),
  })

test('rejects new runs with the message of the panic switch, ends running ones with their streams, and records it', async () => {
  const running = request({})
  const stream = await request({ accept: 'text/event-stream' })
  await expect.poll(() => activeRuns().size).toBe(2)
  await testApp.request('POST', '/api/studio/protection/stops', { appId: testApp.appId, message: 'Back at noon.' })
  expect(await (await running).json()).toMatchObject({ status: 'cancelled' })
  expect(await stream.text()).toContain('CANCELLED')
  const rejected = await request({})
  expect(rejected.status).toBe(503)
  expect(rejected.headers.get('retry-after')).toBe('60')
  expect(await rejected.json()).toMatchObject({ code: 'MAINTENANCE', detail: 'Back at noon.' })
  const { db } = testApp.studio.system
  expect(await db.select().from(alerts).where(eq(alerts.kind, 'traffic-stopped'))).toHaveLength(1)
  expect(await db.select().from(auditEvents).where(eq(auditEvents.action, 'traffic.stop'))).toHaveLength(1)
  // Beyond runs: nothing of the app is read, sent or started in any API, and its page may read the
  // reason.
  const page = { origin: 'https://shop.example' }
  for (const [path, method, body] of [
    ['/api/v1/apps/panicking/conversations', 'POST', {}],
    ['/api/v1/apps/panicking/conversations', 'GET', null],
    ['/api/v1/apps/panicking/files', 'GET', null],
    ['/api/v1/feedback/panicking', 'POST', { chatId: 'x', messageId: testApp.appId, rating: 'THUMBS_UP' }],
    ['/v1/conversations?user=ann', 'GET', null],
  ] as const) {
    const headers = { ...testApp.bearer, ...page, 'content-type': 'application/json' }
    const requestInit = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
    const response = await testApp.router.request(path, requestInit)
    expect([path, response.status, (await response.text()).includes('Back at noon.')]).toEqual([path, 503, true])
    if (path.startsWith('/api/v1/apps/'))
      expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  }
  await testApp.request('POST', '/api/studio/protection/resume', { appId: testApp.appId })
  const secondResponse = await request({ prefer: 'respond-async' })
  expect(secondResponse.status).toBe(202)
  await testApp.request('POST', '/api/studio/protection/stops', { appId: null })
  const queued = await db.select({ status: runs.status }).from(runs).where(eq(runs.status, 'queued'))
  expect(queued).toEqual([])
})

test('ends running and queued work of a blocked end user, even when another process learns of the block later', async () => {
  const { db } = testApp.studio.system
  await testApp.request('POST', '/api/studio/protection/resume', { appId: null })
  const as = (endUser: string) => ({ 'patchbay-end-user': endUser })
  const block = { kind: 'end-user', reason: 'Abuse.', hours: null }
  const running = request(as('mallory'))
  const accepted = await request({ ...as('mallory'), prefer: 'respond-async' })
  expect(accepted.status).toBe(202)
  const others = request(as('ann'))
  await expect.poll(() => activeRuns().size).toBe(2)
  await testApp.request('POST', '/api/studio/protection/blocks', { ...block, subject: 'mallory' })
  expect(await (await running).json()).toMatchObject({ status: 'cancelled' })
  const { runId } = await accepted.json()
  const [queued] = await db.select().from(runs).where(eq(runs.id, runId))
  expect([queued?.status, activeRuns().size]).toEqual(['cancelled', 1])
  // Like a worker that claims it before learning of the block.
  const lateRequest = await request({ ...as('ann'), prefer: 'respond-async' })
  const { runId: lateId } = await lateRequest.json()
  await claimAndDrive(testApp.studio.system, { runId: lateId, workspaceId: testApp.person.workspaceId })
  await expect.poll(() => activeRuns().size).toBe(2)
  // As if another process had created it: cancellations here are announced over the bus, and work
  // started meanwhile is found.
  const blocked = { kind: 'end-user' as const, subject: 'ann', reason: 'Abuse.', createdByName: 'Patchbay' }
  await db.transaction(async (tx) => {
    await tx.insert(blocks).values({ workspaceId: testApp.person.workspaceId, ...blocked })
    await invalidateProtection(tx)
  })
  await expect
    .poll(async () => {
      await enforceStops(testApp.studio.system)
      return activeRuns().size
    })
    .toBe(0)
  expect(await (await others).json()).toMatchObject({ status: 'cancelled' })
})
