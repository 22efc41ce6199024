import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { alerts } from '@/lib/db/schema/inbox'
import { auditEvents } from '@/lib/db/schema/people'
import { runs } from '@/lib/db/schema/runs'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { activeRuns } from '@/lib/runs/active-runs'
import { createTestApp, type TestApp } from '../testing/test-app'

/** Runs until it is stopped, or for half a minute. */
const slow: Graph = chatApp(
  [{ id: 'c', type: 'code', config: { code: 'while (true) {}', timeoutSeconds: 30 } }],
  ['in.message -> c.text', 'c.result -> out.text'],
)

let made: TestApp
beforeAll(async () => {
  made = await createTestApp('panicking', slow)
})
afterAll(() => made.close())

const ask = async (headers: Record<string, string>) =>
  made.router.request('/api/v1/apps/panicking/runs', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...made.bearer, ...headers },
    body: JSON.stringify({ inputs: { message: 'hello' } }),
  })

test('the panic switch refuses new runs with its message, ends those under way and their streams, and leaves a trail', async () => {
  const running = ask({})
  const stream = await ask({ accept: 'text/event-stream' })
  await expect.poll(() => activeRuns().size).toBe(2)
  const stoppedAtMs = Date.now()
  await made.ask('POST', '/api/studio/protection/stops', { appId: made.appId, message: 'Back at noon.' })
  expect(await (await running).json()).toMatchObject({ status: 'cancelled' })
  expect(await stream.text()).toContain('CANCELLED')
  expect(Date.now() - stoppedAtMs).toBeLessThan(1_000)
  const refused = await ask({})
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toBe('60')
  expect(await refused.json()).toMatchObject({ code: 'MAINTENANCE', detail: 'Back at noon.' })
  const { db } = made.studio.system
  expect(await db.select().from(alerts).where(eq(alerts.kind, 'traffic-stopped'))).toHaveLength(1)
  expect(await db.select().from(auditEvents).where(eq(auditEvents.action, 'traffic.stop'))).toHaveLength(1)
  await made.ask('POST', '/api/studio/protection/resume', { appId: made.appId })
  const again = await ask({ prefer: 'respond-async' })
  expect(again.status).toBe(202)
  await made.ask('POST', '/api/studio/protection/stops', { appId: null })
  const queued = await db.select({ status: runs.status }).from(runs).where(eq(runs.status, 'queued'))
  expect(queued).toEqual([])
})
