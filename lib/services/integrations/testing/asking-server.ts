import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'
import {
  CallToolRequestSchema,
  type ElicitResult,
  ElicitResultSchema,
  ListToolsRequestSchema,
} from '@modelcontextprotocol/sdk/types.js'

/** Asks the client, and resolves with its answer; rejects when the client cannot be asked. */
type Ask = (message: string, requestedSchema: object) => Promise<ElicitResult>

export interface AskingServer {
  origin: string
  url: string
  /** The text of the result of the tool `order`. */
  onCall: (ask: Ask) => Promise<string>
  /** How often the tool was called. */
  calls: number
  close(): void
}

/** A server with sessions, whose tool asks for input during a call. */
export async function startAskingServer(): Promise<AskingServer> {
  const http = createServer()
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const asking: AskingServer = {
    origin,
    url: `${origin}/mcp`,
    onCall: async () => '',
    calls: 0,
    close: () => {
      http.closeAllConnections()
      http.close()
    },
  }
  const sessions = new Map<string, StreamableHTTPServerTransport>()
  http.on('request', async (request, response) => {
    const id = request.headers['mcp-session-id']
    const session = typeof id === 'string' ? sessions.get(id) : undefined
    const transport = session ?? (await openTransport(asking, sessions))
    await transport.handleRequest(request, response)
  })
  return asking
}

async function openTransport(asking: AskingServer, sessions: Map<string, StreamableHTTPServerTransport>) {
  const server = new Server({ name: 'asking', version: '1' }, { capabilities: { tools: {} } })
  const inputSchema = { type: 'object' as const, properties: { text: { type: 'string' } } }
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [{ name: 'order', inputSchema }] }))
  server.setRequestHandler(CallToolRequestSchema, async (_request, extra) => {
    asking.calls += 1
    const ask: Ask = (message, requestedSchema) =>
      // Of any shape: a server need not keep to the protocol.
      extra.sendRequest(
        { method: 'elicitation/create', params: { message, requestedSchema } } as never,
        ElicitResultSchema,
      )
    return { content: [{ type: 'text', text: await asking.onCall(ask) }] }
  })
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => void sessions.set(id, transport),
  })
  // Safe: the transport's optional members differ from the interface only by `undefined`.
  await server.connect(transport as Parameters<Server['connect']>[0])
  return transport
}
