import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { parseEnv } from '@/lib/platform/env'
import { createHttpServer } from './http-server'
import { isRunningAt, openPort, requireFreePort } from './own-port'

const pages = { handle: async () => {}, upgrade: null }

test('recognizes a running server by its public host name, and reports its port as in use', async () => {
  const env = { ...parseEnv({ HOST: '0.0.0.0', APP_URL: 'https://studio.example.com' }), port: 0 }
  const router = new Hono().get('/api/health', () => Response.json({}, { status: 503, headers: { 'x-patchbay': '1' } }))
  const server = createHttpServer({ router, pages }, env)
  const portOptions = { ...env, port: await openPort(server, env) }
  onTestFinished(() => void server.close())
  expect(await isRunningAt(portOptions)).toBe(true)
  await expect(requireFreePort(portOptions)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  // The port is shared.
  await expect(requireFreePort({ ...portOptions, portSharing: 'more' })).resolves.toBeUndefined()
  expect(await isRunningAt({ ...portOptions, appUrl: 'https://other.example.com' })).toBe(false)
})
