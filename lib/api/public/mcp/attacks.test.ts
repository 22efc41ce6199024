import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { MAX_RUN_BODY_BYTES } from '@/lib/contracts/public'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { type ServedApp, serveApp } from '../../testing/served-app'
import { type McpPost, postMcp, rpc } from './testing/post-mcp'

let served: ServedApp
/** Another app of the workspace, and keys besides the app's own. */
let keys: { neighbour: string; second: string; both: string }

beforeAll(async () => {
  served = await serveApp('helper')
  const { app } = served
  const graph = chatApp([], ['in.message -> out.text'])
  const created = await app.request('POST', '/api/studio/apps', { name: 'neighbour', graph })
  const { id, revision } = z.looseObject({ id: z.string(), revision: z.number() }).parse(created)
  await app.request('POST', `/api/studio/apps/${id}/versions`, { note: '', revision })
  const page = { slug: 'neighbour', title: 'n', greeting: '', suggestions: [], accent: '#2255cc', allowedOrigins: [] }
  await app.request('PUT', `/api/studio/apps/${id}/publication`, { ...page, access: 'link' })
  const keyOf = async (...appIds: string[]) =>
    z.object({ secret: z.string() }).parse(await app.request('POST', '/api/studio/keys', { name: 'K', appIds })).secret
  keys = { neighbour: await keyOf(id), second: await keyOf(app.appId), both: await keyOf(app.appId, id) }
}, 60_000)
afterAll(() => served.close())

const post = (body: unknown, from?: McpPost) => postMcp(served, body, from)
const hello = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'c', version: '1' } }
const session = async (key?: string) =>
  (await post(rpc('initialize', hello), key ? { key } : {})).headers.get('mcp-session-id') ?? ''
const cancelCall = (requestId: number, from: McpPost) =>
  post({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId } }, from)

/** A tool call that the model delays. */
async function slowCall(id: number, from: McpPost) {
  const callsBefore = served.modelCalls.length
  const answer = post(rpc('tools/call', { name: 'helper', arguments: { message: 'slow' } }, id), from).then((got) =>
    got.text(),
  )
  await expect.poll(() => served.modelCalls.length).toBe(callsBefore + 1)
  return answer
}

test('cancels a call only by its own session and key', async () => {
  const release = served.holdBack()
  const sessionId = await session()
  expect(sessionId).toMatch(/^[0-9a-f-]{36}$/)
  const answer = slowCall(5, { session: sessionId }).then((text) => text)
  await expect.poll(() => served.modelCalls.length).toBeGreaterThan(0)
  const strangers: McpPost[] = [
    { key: keys.second, session: sessionId },
    { key: keys.neighbour, session: sessionId },
    { session: await session() },
    { session: `${sessionId}x` },
    {},
  ]
  for (const from of strangers) expect((await cancelCall(5, from)).status).toBe(202)
  // Ending an unknown session affects no call.
  for (const key of [keys.second, served.apiKey]) {
    const headers = { authorization: `Bearer ${key}`, 'mcp-session-id': sessionId }
    expect((await fetch(`${served.url}/mcp`, { method: 'DELETE', headers })).status).toBe(405)
  }
  release()
  expect(await answer).toContain('You said: slow')
})

test('leaves no resumable stream behind', async () => {
  const sessionId = await session()
  for (const key of [served.apiKey, keys.second])
    for (const last of ['0', '1_0', `${sessionId}_1`]) {
      const headers = { authorization: `Bearer ${key}`, accept: 'text/event-stream' }
      const response = await fetch(`${served.url}/mcp`, {
        headers: { ...headers, 'last-event-id': last, 'mcp-session-id': sessionId },
      })
      expect([response.status, await response.text()]).toEqual([405, ''])
    }
})

const Called = z.object({ result: z.looseObject({ structuredContent: z.looseObject({ runId: z.string() }) }) })
const dataOf = (text: string): unknown => JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? text)

test('hides the status of runs of other apps, keys and end users, by any URL', async () => {
  const call = rpc('tools/call', { name: 'helper', arguments: { message: 'hello' } })
  const ada = { 'patchbay-end-user': 'ada' }
  const { structuredContent } = Called.parse(dataOf(await (await post(call, { headers: ada })).text())).result
  const read = async (slug: string, from: McpPost) => {
    const uri = `patchbay://apps/${slug}/runs/${structuredContent.runId}`
    return (await post(rpc('resources/read', { uri }), from)).text()
  }
  expect(await read('helper', { headers: ada })).toContain('You said: hello')
  const none = 'There is no such resource.'
  const others: [string, McpPost][] = [
    ['helper', { headers: { 'patchbay-end-user': 'bob' } }],
    ['helper', { key: keys.neighbour }],
    // The key allows both apps, but the run belongs to one.
    ['neighbour', { key: keys.both }],
    ['neighbour', { key: keys.neighbour }],
    // The endpoint of a single app.
    ['helper', { key: keys.both, path: '/mcp/apps/neighbour' }],
    ['helper@staging', { headers: ada }],
  ]
  for (const [slug, from] of others) {
    const text = await read(slug, from)
    expect([slug, text.includes(none), text.includes('You said')]).toEqual([slug, true, false])
  }
})

test('rejects requests that are too large, too deep or too many, and keeps serving others', async () => {
  const huge = JSON.stringify(
    rpc('tools/call', { name: 'helper', arguments: { message: 'x'.repeat(MAX_RUN_BODY_BYTES) } }),
  )
  const hugeResponse = await post(huge)
  expect([hugeResponse.status, await hugeResponse.json()]).toMatchObject([
    413,
    { jsonrpc: '2.0', error: { data: { code: 'TOO_LARGE' } } },
  ])
  const callsBefore = served.modelCalls.length
  const batch = Array.from({ length: 500 }, (_, id) =>
    rpc('tools/call', { name: 'helper', arguments: { message: 'x' } }, id),
  )
  expect((await post(batch)).status).toBe(400)
  const deep = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"helper","arguments":{"message":${'['.repeat(20_000)}${']'.repeat(20_000)}}}}`
  const nested = await post(deep)
  expect([nested.status < 500, (await nested.text()).includes('You said')]).toEqual([true, false])
  expect(served.modelCalls.length).toBe(callsBefore)
  expect((await post(rpc('ping'))).status).toBe(200)
})

test("rejects another site's name as both host and origin", async () => {
  const evil = { host: 'evil.example', origin: 'http://evil.example' }
  const answer = await new Promise<number>((resolve, reject) => {
    const { port } = new URL(served.url)
    const headers = { ...evil, authorization: `Bearer ${served.apiKey}`, 'content-type': 'application/json' }
    const request = httpRequest({ host: '127.0.0.1', port, path: '/mcp', method: 'POST', headers }, (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    request.on('error', reject)
    request.end(JSON.stringify(rpc('ping')))
  })
  expect(answer).toBeGreaterThanOrEqual(400)
})
