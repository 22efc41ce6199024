import http from 'node:http'
import { Hono } from 'hono'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { parseEnv } from '@/lib/platform/env'
import { dropSingleton } from '@/lib/platform/singleton'
import { drainServer, isDraining } from './draining'
import { createHttpServer, listen } from './http-server'

afterEach(() => dropSingleton('drain'))

/** A server whose `/api/wait` responds when released. */
async function start() {
  const holdRequests = Promise.withResolvers<void>()
  let waiting = 0
  const router = new Hono()
  router.get('/api/now', (context) => context.text('now'))
  router.get('/api/wait', async (context) => {
    waiting += 1
    await holdRequests.promise
    return context.text('waited')
  })
  const settings = parseEnv({ PORT: '0' })
  const pages = { handle: async () => {}, upgrade: null }
  const server = createHttpServer({ router, pages }, settings)
  const port = await listen(server, { ...settings, portSharing: null })
  const agent = new http.Agent({ keepAlive: true })
  onTestFinished(() => {
    agent.destroy()
    holdRequests.resolve()
    server.closeAllConnections()
  })
  const get = (path: string, over: http.Agent | undefined = undefined) =>
    new Promise<{ text: string; connection: string | undefined }>((resolve, reject) => {
      const request = http.get(
        { port, host: '127.0.0.1', path, headers: { host: 'localhost' }, agent: over },
        (answer) => {
          let text = ''
          answer.on('data', (part) => (text += part))
          answer.on('end', () => resolve({ text, connection: answer.headers.connection }))
          answer.on('error', reject)
        },
      )
      request.on('error', reject)
    })
  return { server, get, agent, release: () => holdRequests.resolve(), isWaiting: () => waiting > 0 }
}

test('accepts requests until the time is over, and closes connections with each response', async () => {
  const { server, get, agent } = await start()
  expect((await get('/api/now', agent)).connection).toBe('keep-alive')
  const drained = drainServer(server, { accept: 1, finish: 5 })
  expect(isDraining()).toBe(true)
  expect(await get('/api/now')).toEqual({ text: 'now', connection: 'close' })
  expect(await get('/api/now', agent)).toEqual({ text: 'now', connection: 'close' })
  expect(await drained).toBe(true)
  await expect(get('/api/now')).rejects.toThrow('ECONNREFUSED')
})

test('answers a request in flight', async () => {
  const { server, get, release, isWaiting } = await start()
  const answer = get('/api/wait')
  await vi.waitFor(() => expect(isWaiting()).toBe(true), 10_000)
  const drained = drainServer(server, { accept: 0, finish: 60 })
  await vi.waitFor(() => expect(server.listening).toBe(false), 10_000)
  release()
  expect((await answer).text).toBe('waited')
  expect(await drained).toBe(true)
})

test('rejects a request that exceeds its time limit without retrying it', async () => {
  const { server, get, isWaiting } = await start()
  const answer = get('/api/wait').catch((error: Error) => error.message)
  await vi.waitFor(() => expect(isWaiting()).toBe(true), 10_000)
  expect(await drainServer(server, { accept: 0, finish: 0.2 })).toBe(false)
  server.closeAllConnections()
  expect(await answer).toMatch(/hang up|ECONNRESET/)
})

test('is not delayed by idle connections, which browsers open in advance', async () => {
  const { server, agent, get } = await start()
  await get('/api/now', agent)
  expect(await drainServer(server, { accept: 0, finish: 600 })).toBe(true)
})
