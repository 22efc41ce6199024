import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { runs } from '@/lib/db/schema/runs'
import { type ServedApp, serveApp } from '../testing/served-app'

let served: ServedApp

beforeAll(async () => {
  served = await serveApp('unpriced')
})
afterAll(() => served.close())

const Listed = z.object({ runs: z.array(z.object({ costMicros: z.number().nullable(), hasUnknownCost: z.boolean() })) })

async function run(): Promise<void> {
  const response = await fetch(`${served.url}/api/v1/apps/unpriced/runs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${served.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ inputs: { message: 'hello' } }),
  })
  expect(response.status, await response.clone().text()).toBeLessThan(300)
  await response.text()
}

test('reports an unknown cost, not none, for a run whose only call has no known price', async () => {
  await run()
  const { app } = served
  await expect
    .poll(async () => Listed.parse(await app.request('GET', `/api/studio/runs?appId=${app.appId}`)).runs)
    .toEqual([{ costMicros: 0, hasUnknownCost: true }])
  const [row] = await app.studio.system.db.select({ hasUnknownCost: runs.hasUnknownCost }).from(runs)
  expect(row).toEqual({ hasUnknownCost: true })
})
