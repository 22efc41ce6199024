import { getGlobalDispatcher, setGlobalDispatcher } from 'undici'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeEgress, installEgressGuard } from './egress-fetch'
import { egressFor } from './egress-for'
import { startCanary } from './test-server'

let canary: Awaited<ReturnType<typeof startCanary>>
beforeAll(async () => {
  canary = await startCanary()
})
afterAll(() => canary.close())

test('T35 the door that the product uses is closed to this computer, in every disguise of fetch', async () => {
  const url = `http://127.0.0.1:${canary.port}/`
  const asPlatformFetch: typeof fetch = egressFor({ onlyHosts: null })
  for (const door of [asPlatformFetch, egressFor({ onlyHosts: ['127.0.0.1'] })])
    await expect(door(url)).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' })
  expect(canary.hits()).toBe(0)
  await closeEgress()
})

test("T35 a library that uses the platform's own fetch meets the guard as well", async () => {
  const before = getGlobalDispatcher()
  installEgressGuard()
  try {
    await expect(fetch(`http://127.0.0.1:${canary.port}/`)).rejects.toMatchObject({ cause: { code: 'EGRESS_BLOCKED' } })
    await expect(fetch(`http://localhost:${canary.port}/`)).rejects.toMatchObject({ cause: { code: 'EGRESS_BLOCKED' } })
  } finally {
    setGlobalDispatcher(before)
    await closeEgress()
  }
  expect(canary.hits()).toBe(0)
  expect(await (await fetch(`http://127.0.0.1:${canary.port}/`)).text()).toBe('canary')
})
