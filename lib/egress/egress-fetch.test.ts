import { createServer, type Server } from 'node:http'
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

test('blocks this computer in every form fetch accepts', async () => {
  const url = `http://127.0.0.1:${canary.port}/`
  const asPlatformFetch: typeof fetch = egressFor({ onlyHosts: null })
  for (const guardedFetch of [asPlatformFetch, egressFor({ onlyHosts: ['127.0.0.1'] })])
    await expect(guardedFetch(url)).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' })
  expect(canary.hits()).toBe(0)
  await closeEgress()
})

test('opens the ports of local model servers to model calls only', async () => {
  const server = createServer((_request, response) => response.end('a model'))
  const port = await firstFree(server, [1337, 12434, 1234, 8000, 8080, 11434])
  const url = `http://127.0.0.1:${port}/`
  try {
    const asModel = egressFor({ onlyHosts: null, caller: 'models' })
    expect(await (await asModel(url)).text()).toBe('a model')
    const others = [egressFor({ onlyHosts: null }), egressFor({ onlyHosts: ['127.0.0.1'] })]
    for (const asStep of others) {
      await expect(asStep(url)).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' })
      await expect(
        asStep.stream(url, { headers: {}, body: '', signal: new AbortController().signal }),
      ).rejects.toMatchObject({
        code: 'EGRESS_BLOCKED',
      })
    }
  } finally {
    server.closeAllConnections()
    server.close()
    await closeEgress()
  }
})

async function firstFree(server: Server, ports: number[]): Promise<number> {
  for (const port of ports) {
    const isOurs = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (isOurs) return port
  }
  throw new Error('All ports are in use.')
}

test("also guards libraries that use the platform's own fetch", async () => {
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
