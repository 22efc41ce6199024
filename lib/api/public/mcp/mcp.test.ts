import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { cpuMsOf } from '@/lib/platform/testing/cpu-time'
import { type ServedApp, serveApp } from '../../testing/served-app'
import { type McpPost, postMcp, rpc } from './testing/post-mcp'

let served: ServedApp
const openClients: Client[] = []

beforeAll(async () => {
  served = await serveApp('helper')
  // Another app of the workspace that the key may not run.
  await served.app.request('POST', '/api/studio/apps', { name: 'Secret plans' })
}, 60_000)
beforeEach(() => {
  served.modelCalls.length = 0
})
afterEach(async () => {
  await Promise.all(openClients.splice(0).map((client) => client.close()))
})
afterAll(() => served.close())

async function connect(path = '/mcp', headers: Record<string, string> = {}): Promise<Client> {
  const client = new Client({ name: 'test', version: '1' })
  const transport = new StreamableHTTPClientTransport(new URL(`${served.url}${path}`), {
    requestInit: { headers: { authorization: `Bearer ${served.apiKey}`, ...headers } },
  })
  await client.connect(transport)
  openClients.push(client)
  return client
}

const post = (body: unknown, from?: McpPost) => postMcp(served, body, from)

const Structured = z.object({ runId: z.string(), status: z.string(), answer: z.string() })

test('exposes the app as a tool with its input schema, and returns text and structured data', async () => {
  const client = await connect()
  expect(client.getServerVersion()).toMatchObject({ name: 'patchbay' })
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual(['helper'])
  expect(tools[0]?.inputSchema).toMatchObject({
    properties: { message: { type: 'string' }, conversationId: { type: 'string' } },
    required: ['message'],
    additionalProperties: false,
  })
  // The client validates the structured part against the tool's output schema.
  const result = await client.callTool({ name: 'helper', arguments: { message: 'hello' } })
  expect(result.content).toEqual([{ type: 'text', text: 'You said: hello' }])
  expect(Structured.parse(result.structuredContent)).toMatchObject({ status: 'succeeded', answer: 'You said: hello' })
})

test('continues a conversation under the name given by the caller', async () => {
  const client = await connect('/mcp/apps/helper')
  const callHelper = (message: string, conversationId: string) =>
    client.callTool({ name: 'helper', arguments: { message, conversationId } })
  await callHelper('one', 'trip')
  await callHelper('two', 'trip')
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['one', 'You said: one', 'two'])
  await callHelper('three', 'other')
  expect(served.modelCalls.at(-1)?.map(({ content }) => content)).toEqual(['three'])
})

test('reports progress as the answer grows', async () => {
  const client = await connect()
  const seen: string[] = []
  await client.callTool({ name: 'helper', arguments: { message: 'hello' } }, undefined, {
    onprogress: ({ message }) => void seen.push(message ?? ''),
  })
  expect(seen.length).toBeGreaterThan(0)
  expect('You said: hello').toContain(seen[0])
})

test('stops the run of a cancelled call, though each request has its own server', async () => {
  const release = served.holdBack()
  const client = await connect()
  const cancel = new AbortController()
  const call = client.callTool({ name: 'helper', arguments: { message: 'slow' } }, undefined, { signal: cancel.signal })
  const failed = expect(call).rejects.toThrow()
  await expect.poll(() => served.modelCalls.length).toBe(1)
  cancel.abort('changed my mind')
  await failed
  await expect.poll(async () => (await lastRun()).status, { timeout: 5_000 }).toBe('cancelled')
  release()
})

test('stops the run when its client disconnects', async () => {
  const release = served.holdBack()
  const disconnect = new AbortController()
  const call = rpc('tools/call', { name: 'helper', arguments: { message: 'slow' } })
  const sent = post(call, { signal: disconnect.signal }).then((response) => response.text())
  const failed = expect(sent).rejects.toThrow()
  await expect.poll(() => served.modelCalls.length).toBe(1)
  disconnect.abort()
  await failed
  await expect.poll(async () => (await lastRun()).status, { timeout: 5_000 }).toBe('cancelled')
  release()
})

const Runs = z.object({ runs: z.array(z.object({ id: z.string(), status: z.string(), origin: z.string() })) })
async function lastRun() {
  const [run] = Runs.parse(await served.app.request('GET', '/api/studio/runs')).runs
  if (!run) throw new Error('There is no run.')
  return run
}

test('explains invalid arguments to the model without running anything', async () => {
  const client = await connect()
  const call = async (args: Record<string, unknown>) => client.callTool({ name: 'helper', arguments: args })
  for (const args of [
    {},
    { message: '' },
    { message: 'x', system: 'obey' },
    { message: 'x', conversationId: 'a b' },
    { message: 7 },
  ])
    expect(await call(args)).toMatchObject({ isError: true })
  expect(served.modelCalls).toEqual([])
})

test('exposes no tool, prompt or resource of an app that the key may not run', async () => {
  const client = await connect()
  await expect(client.callTool({ name: 'secret-plans', arguments: {} })).rejects.toThrow('There is no such tool.')
  await expect(client.getPrompt({ name: 'secret-plans' })).rejects.toThrow('There is no such prompt.')
  await expect(client.readResource({ uri: 'patchbay://apps/secret-plans' })).rejects.toThrow('no such resource')
  const other = await post(rpc('ping'), { path: '/mcp/apps/secret-plans' })
  const none = await post(rpc('ping'), { path: '/mcp/apps/nothing-here' })
  expect([other.status, none.status]).toEqual([404, 404])
  const bodies = [await other.json(), await none.json()].map(({ error }) => error.message)
  expect(bodies[0]).toBe(bodies[1])
})

test("offers two kinds of prompts: the app with its inputs, and the owner's suggestions", async () => {
  const settings = {
    slug: 'helper',
    access: 'link',
    allowedOrigins: [],
    title: 'Helper',
    greeting: '',
    accent: '#2255cc',
  }
  await served.app.request('PUT', `/api/studio/apps/${served.app.appId}/publication`, {
    ...settings,
    suggestions: ['What now?'],
  })
  const client = await connect()
  const { prompts } = await client.listPrompts()
  expect(
    prompts.map(({ name, arguments: promptArguments }) => [name, promptArguments?.map((item) => item.name)]),
  ).toEqual([
    ['helper', ['message']],
    ['helper.suggestion-1', undefined],
  ])
  const prompt = await client.getPrompt({ name: 'helper', arguments: { message: 'Why?' } })
  expect(prompt.messages[0]?.content).toMatchObject({ type: 'text', text: expect.stringContaining('Why?') })
  const suggested = await client.getPrompt({ name: 'helper.suggestion-1' })
  expect(suggested.messages[0]?.content).toMatchObject({ text: expect.stringContaining('What now?') })
  await expect(client.getPrompt({ name: 'helper' })).rejects.toThrow('"message" is missing.')
})

test('offers two kinds of resources: the card of the app with its version, and the status of a run', async () => {
  const client = await connect()
  const { resources } = await client.listResources()
  expect(resources.map(({ uri }) => uri)).toEqual(['patchbay://apps/helper'])
  expect((await client.listResourceTemplates()).resourceTemplates).toHaveLength(2)
  const read = async (uri: string) =>
    z.object({ text: z.string() }).parse((await client.readResource({ uri })).contents[0])
  expect(JSON.parse((await read('patchbay://apps/helper')).text)).toMatchObject({ app: 'helper', version: 2 })
  const result = await client.callTool({ name: 'helper', arguments: { message: 'hello' } })
  const { runId } = Structured.parse(result.structuredContent)
  expect(JSON.parse((await read(`patchbay://apps/helper/runs/${runId}`)).text)).toMatchObject({ status: 'succeeded' })
  const stranger = await connect('/mcp', { 'patchbay-end-user': 'somebody' })
  await expect(stranger.readResource({ uri: `patchbay://apps/helper/runs/${runId}` })).rejects.toThrow(
    'no such resource',
  )
})

test('returns the right answer to each of two clients that use the same ids at the same time', async () => {
  const answers = await Promise.all(
    ['alpha', 'beta', 'gamma', 'delta'].map(async (message) => {
      const response = await post(rpc('tools/call', { name: 'helper', arguments: { message } }, 7))
      return [message, await response.text()] as const
    }),
  )
  for (const [message, text] of answers) {
    expect(text).toContain(`You said: ${message}`)
    expect(text).toContain('"id":7')
  }
})

test('rejects pages of other sites before any other check, and rejects callers without a key', async () => {
  expect((await post(rpc('ping'), { headers: { origin: 'https://evil.example' } })).status).toBe(403)
  expect((await post(rpc('ping'), { headers: { origin: 'null' } })).status).toBe(403)
  expect((await post(rpc('ping'), { headers: { origin: served.url } })).status).toBe(200)
  const anonymous = await post(rpc('ping'), { key: '' })
  expect(anonymous.status).toBe(401)
  expect(anonymous.headers.get('www-authenticate')).toMatch(/^Bearer resource_metadata="http:\/\/127[^"]+\/mcp"$/)
  expect(await anonymous.json()).toMatchObject({ jsonrpc: '2.0', error: { data: { code: 'UNAUTHENTICATED' } } })
  expect((await post(rpc('ping'), { key: '', path: `/mcp?api_key=${served.apiKey}` })).status).toBe(401)
})

test('rejects a long resource URI with little work', async () => {
  const client = await connect()
  const uri = `patchbay://apps/${'a,'.repeat(25_000)}`
  const usedMs = await cpuMsOf(() => expect(client.readResource({ uri })).rejects.toThrow('no such resource'))
  expect(usedMs).toBeLessThan(1_000)
})

test('rejects an unknown protocol version in the header, and supports an older one', async () => {
  const olderVersion = await post(rpc('ping'), { headers: { 'mcp-protocol-version': '2025-06-18' } })
  expect(olderVersion.status).toBe(200)
  const unknown = await post(rpc('ping'), { headers: { 'mcp-protocol-version': '1999-01-01' } })
  expect([unknown.status, await unknown.json()]).toMatchObject([400, { jsonrpc: '2.0', error: { code: -32_000 } }])
})

test('rejects malformed messages as JSON-RPC requires', async () => {
  const codes: unknown[] = []
  for (const body of [
    '{',
    [rpc('ping')],
    { jsonrpc: '2.0' },
    '{"jsonrpc":"2.0","__proto__":{"a":1},"id":1,"method":"ping"}',
  ])
    codes.push(z.object({ error: z.object({ code: z.number() }) }).parse(await (await post(body)).json()).error.code)
  expect(codes).toEqual([-32_700, -32_600, -32_700, -32_600])
  expect((await post('ping', { headers: { 'content-type': 'text/plain' } })).status).toBe(415)
  for (const method of ['GET', 'DELETE']) {
    const headers = { authorization: `Bearer ${served.apiKey}`, accept: 'text/event-stream' }
    expect((await fetch(`${served.url}/mcp`, { method, headers })).status).toBe(405)
  }
})
