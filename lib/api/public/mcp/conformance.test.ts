import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type ServedApp, serveApp } from '../../testing/served-app'

const SUITE = 'node_modules/@modelcontextprotocol/conformance/dist/index.js'
const BASELINE = path.join(import.meta.dirname, '__fixtures__/conformance-baseline.yml')
const MAX_OUTPUT = 64 * 1024 * 1024
const Done = z.object({ stdout: z.string(), code: z.number().optional() })

let served: ServedApp
let proxy: Server

beforeAll(async () => {
  served = await serveApp('helper')
  proxy = withKey(served)
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
}, 60_000)
afterAll(async () => {
  proxy.closeAllConnections()
  proxy.close()
  await served.close()
})

/** The suite does not support API keys, so a proxy adds one. */
function withKey({ url, apiKey }: ServedApp): Server {
  return createServer((incoming, outgoing) => {
    const headers = { ...incoming.headers, authorization: `Bearer ${apiKey}` }
    const passed = httpRequest(`${url}${incoming.url}`, { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(passed)
  })
}

test("passes the protocol's conformance suite, except for tests that need its own tools", async () => {
  const { port } = z.custom<AddressInfo>().parse(proxy.address())
  const url = `http://127.0.0.1:${port}/mcp`
  const args = [SUITE, 'server', '--url', url, '--suite', 'all', '--expected-failures', BASELINE]
  // The suite exits with 1 when the baseline does not match; its output has the details.
  const done = await promisify(execFile)(process.execPath, args, { maxBuffer: MAX_OUTPUT }).catch(
    (error: unknown) => error,
  )
  const { stdout, code = 0 } = Done.parse(done)
  expect(code, stdout.slice(stdout.indexOf('=== SUMMARY'))).toBe(0)
  const passed = [...stdout.matchAll(/^✓ ([\w-]+): [1-9]\d* passed/gm)].map(([, scenario]) => scenario)
  expect(passed).toEqual([
    ...['server-initialize', 'ping', 'tools-list', 'server-sse-multiple-streams', 'resources-list', 'prompts-list'],
    'dns-rebinding-protection',
  ])
}, 120_000)
