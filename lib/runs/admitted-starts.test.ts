import { createServer, type ServerResponse } from 'node:http'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { postJson } from '@/lib/api/faces/__fixtures__/test-faces'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { AppLimits } from '@/lib/contracts/protection'
import { closeEgress } from '@/lib/egress/egress-fetch'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton } from '@/lib/platform/singleton'
import { activeRuns } from './active-runs'

/** Runs go on until they are let go. */
const held: ServerResponse[] = []
const server = createServer((_, response) => void held.push(response))
let app: TestApp

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const at = server.address()
  const url = `http://127.0.0.1:${typeof at === 'object' ? at?.port : 0}`
  process.env.EGRESS_ALLOW = url
  dropSingleton('env')
  const nodes = [{ id: 'c', type: 'http', config: { method: 'GET', url: `${url}/?q={{in.message}}` } }]
  app = await createTestApp('held', chatApp(nodes, ['c.text -> out.text']))
})
afterEach(async () => {
  await letGo()
})
afterAll(async () => {
  delete process.env.EGRESS_ALLOW
  dropSingleton('env')
  await closeEgress()
  server.close()
  await app.close()
})

async function letGo() {
  const underWay = () => {
    for (const response of held.splice(0)) response.end('done')
    return activeRuns().size
  }
  await expect.poll(underWay).toBe(0)
}

const allow = (endUserAtOnce: number) =>
  app.ask('PUT', `/api/studio/apps/${app.appId}/protection`, AppLimits.parse({ endUserAtOnce }))

/** The status; the answer is read when its run is let go. */
async function say(message: string, key: string): Promise<number> {
  const headers = { accept: 'text/event-stream', 'patchbay-end-user': 'ann', 'idempotency-key': key }
  const request = postJson({ inputs: { message } }, { ...app.bearer, ...headers })
  const response = await app.router.request('/api/v1/apps/held/runs', request)
  void response.text()
  return response.status
}

test('a message that is sent again follows its run, also where the end user has no other place', async () => {
  await allow(1)
  expect(await say('one', 'a')).toBe(200)
  await expect.poll(() => held.length).toBe(1)
  expect([await say('one', 'a'), await say('one', 'a'), await say('two', 'b')]).toEqual([200, 200, 429])
  await letGo()
  expect(await say('two', 'b')).toBe(200)
})

test('a message that is sent again takes no place from another', async () => {
  await allow(2)
  expect(await say('three', 'c')).toBe(200)
  await expect.poll(() => held.length).toBe(1)
  for (let times = 0; times < 3; times += 1) expect(await say('three', 'c')).toBe(200)
  expect([await say('four', 'd'), await say('five', 'e')]).toEqual([200, 429])
})
