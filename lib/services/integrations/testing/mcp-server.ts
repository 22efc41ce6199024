import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type Tool,
} from '@modelcontextprotocol/sdk/types.js'

export interface TestMcpServer {
  origin: string
  url: string
  /** Tools as listed by the next request. */
  tools: Tool[]
  /** Answers calls. Through `server` it can send requests to the client while a call is in progress. */
  onCall: (name: string, args: Record<string, unknown>, server: Server) => Promise<CallToolResult>
  /** Names of called tools. */
  calls: string[]
  requests: { method: string; url: string; headers: IncomingHttpHeaders }[]
  /** Called before MCP: returns an answer to send instead, or null. */
  intercept: (request: { url: string; headers: IncomingHttpHeaders }) => {
    status: number
    headers?: Record<string, string>
    body?: string
  } | null
  close(): void
}

export const echoTool = (description = 'Repeats a text.'): Tool => ({
  name: 'echo',
  description,
  inputSchema: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  annotations: { readOnlyHint: true },
})

/** A server on the SDK whose tools change between requests, which reference servers cannot do. */
export async function startMcpServer(): Promise<TestMcpServer> {
  const http = createServer()
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const test: TestMcpServer = {
    origin,
    url: `${origin}/mcp`,
    tools: [echoTool()],
    calls: [],
    requests: [],
    onCall: async (name, args) => ({ content: [{ type: 'text', text: `${name}: ${String(args.text ?? '')}` }] }),
    intercept: () => null,
    close: () => {
      http.closeAllConnections()
      http.close()
    },
  }
  http.on('request', async (request, response) => {
    const { method = '', url = '', headers } = request
    test.requests.push({ method, url, headers })
    const answer = test.intercept({ url, headers })
    if (answer) {
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
      return void response.end(answer.body ?? '{}')
    }
    if (method !== 'POST') return void response.writeHead(405).end()
    const server = new Server({ name: 'test', version: '1' }, { capabilities: { tools: {} } })
    server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: test.tools }))
    server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
      test.calls.push(params.name)
      return test.onCall(params.name, params.arguments ?? {}, server)
    })
    const transport = new StreamableHTTPServerTransport({})
    await server.connect(transport)
    await transport.handleRequest(request, response)
  })
  return test
}
