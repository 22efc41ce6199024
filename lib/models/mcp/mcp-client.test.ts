import type { ServerResponse } from 'node:http'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { createEgress } from '@/lib/egress/create-egress'
import { sendJson, startWireServer, type WireRequest, type WireServer } from '@/lib/providers/testing/wire-server'
import { createMcpAdapter } from './mcp-client'

let server: WireServer | undefined
afterEach(() => server?.close())

const signal = () => AbortSignal.timeout(10_000)

interface Rpc {
  id?: number
  method: string
  params?: { name?: string; cursor?: string }
}

/** A raw server, for responses that the SDK's server never sends. */
async function startRaw(result: (rpc: Rpc, request: WireRequest) => unknown, listTimeoutMs = 5_000) {
  server = await startWireServer((request, response) => {
    if (request.method !== 'POST') return void response.writeHead(405).end()
    const rpc: Rpc = JSON.parse(request.body)
    if (rpc.id === undefined) return void response.writeHead(202).end()
    if (rpc.method === 'initialize') return initialize(rpc, response)
    const answer = result(rpc, request)
    if (answer !== undefined) sendJson(response, 200, { jsonrpc: '2.0', id: rpc.id, result: answer })
  })
  return {
    adapter: createMcpAdapter({ fetch: server.egress.fetch, listTimeoutMs }),
    ref: { url: `${server.url}/mcp`, headers: {} },
  }
}

function initialize(rpc: Rpc, response: ServerResponse): void {
  const info = { protocolVersion: '2025-06-18', capabilities: { tools: {} }, serverInfo: { name: 'raw', version: '1' } }
  sendJson(response, 200, { jsonrpc: '2.0', id: rpc.id, result: info })
}

test("lists and calls the tools of a real MCP server, with the secret's header", async () => {
  server = await startWireServer(answerBySdk)
  const adapter = createMcpAdapter({ fetch: server.egress.fetch })
  const ref = { url: `${server.url}/mcp`, headers: { authorization: 'Bearer s3cret' } }
  const tools = await adapter.listTools({ server: ref, signal: signal() })
  expect(tools).toMatchObject([
    { name: 'add', description: 'Adds', parameters: { type: 'object', required: ['a', 'b'] } },
  ])
  expect(await adapter.callTool({ server: ref, name: 'add', arguments: { a: 2, b: 3 }, signal: signal() })).toBe('5')
  expect(server.requests.every((request) => request.headers.authorization === 'Bearer s3cret')).toBe(true)
})

test('reports why a tool fails', async () => {
  const { adapter, ref } = await startRaw(() => ({
    isError: true,
    content: [{ type: 'text', text: 'No such order.' }],
  }))
  const call = adapter.callTool({ server: ref, name: 'order', arguments: {}, signal: signal() })
  await expect(call).rejects.toMatchObject({ code: 'TOOL_FAILED', message: 'No such order.' })
})

test('limits ten thousand tools, huge descriptions, control characters in names and endless pages', async () => {
  const tool = (name: string) => ({ name, description: 'd', inputSchema: { type: 'object' } })
  const { adapter, ref } = await startRaw(() => ({
    tools: [
      tool('bad\nname'),
      { ...tool('huge'), description: 'x'.repeat(1_000_000) },
      { ...tool('deep'), inputSchema: { type: 'object', properties: { a: { $ref: '#/properties/a' } } } },
      { name: 'no-schema' },
      ...Array.from({ length: 10_000 }, (_, index) => tool(`t${index}`)),
    ],
    nextCursor: 'again',
  }))
  const tools = await adapter.listTools({ server: ref, signal: signal() })
  expect(tools).toHaveLength(200)
  expect(tools.some((item) => item.name.startsWith('bad') || item.name === 'no-schema')).toBe(false)
  expect(Math.max(...tools.map((item) => item.description.length))).toBeLessThanOrEqual(1_024)
})

test('gives up on a silent server, and cancels without waiting for it', async () => {
  let received = 0
  const { adapter, ref } = await startRaw(() => {
    received += 1
  }, 300)
  await expect(adapter.listTools({ server: ref, signal: signal() })).rejects.toMatchObject({ code: 'TIMEOUT' })
  const controller = new AbortController()
  const call = adapter.callTool({ server: ref, name: 't', arguments: {}, signal: controller.signal })
  const before = received
  await expect.poll(() => received).toBeGreaterThan(before)
  controller.abort()
  await expect(call).rejects.toMatchObject({ code: 'CANCELLED' })
})

test("blocks the SDK's calls to addresses that the egress guard blocks", async () => {
  const adapter = createMcpAdapter({ fetch: createEgress({ allow: '' }).fetch })
  const call = adapter.listTools({ server: { url: 'http://127.0.0.1:9/mcp', headers: {} }, signal: signal() })
  await expect(call).rejects.toMatchObject({ code: 'EGRESS_BLOCKED' })
})

function answerBySdk(request: WireRequest, response: ServerResponse): void {
  const mcp = new McpServer({ name: 'sums', version: '1' })
  mcp.registerTool('add', { description: 'Adds', inputSchema: { a: z.number(), b: z.number() } }, async ({ a, b }) => ({
    content: [{ type: 'text', text: String(a + b) }],
  }))
  const transport = new WebStandardStreamableHTTPServerTransport({})
  const headers = new Headers(
    Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    ),
  )
  const body = request.body === '' ? {} : { body: request.body }
  const asRequest = new Request('http://localhost/mcp', { method: request.method, headers, ...body })
  void mcp.connect(transport).then(async () => {
    const reply = await transport.handleRequest(asRequest)
    response.writeHead(reply.status, Object.fromEntries(reply.headers))
    if (request.method === 'GET') response.flushHeaders()
    else response.end(await reply.text())
  })
}
