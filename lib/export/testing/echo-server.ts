import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { raiseInternal } from '@/lib/core/internal-error'

export interface EchoCall {
  url: string
  headers: Record<string, unknown>
  body: string
}

export interface EchoServer {
  url: string
  /** The calls since the last time, by address, without MCP messages. */
  takeCalls(): EchoCall[]
  close(): void
}

/** Echoes requests; `/broken` does not exist, and `/mcp` is an MCP server that adds numbers. */
export async function startEchoServer(): Promise<EchoServer> {
  const calls: EchoCall[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const { authorization, 'x-note': note, 'content-type': type } = request.headers
    const { url = '', method } = request
    if (url === '/mcp') {
      const answer = method === 'POST' && authorization === 'Bearer sesame' ? answerMcp(body) : null
      response.writeHead(answer?.status ?? 405, { 'content-type': 'application/json' }).end(answer?.body)
      return
    }
    const call = { url, headers: { authorization, note, type }, body }
    calls.push(call)
    const isThere = url !== '/broken'
    response.writeHead(isThere ? 200 : 404).end(isThere ? JSON.stringify(call) : 'no such thing')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : raiseInternal('No address')
  return {
    url: `http://127.0.0.1:${port}`,
    takeCalls: () => calls.splice(0).toSorted((a, b) => (a.url < b.url ? -1 : 1)),
    close: () => server.close(),
  }
}

function answerMcp(body: string): { status: number; body: string } {
  const { id, method, params } = JSON.parse(body)
  if (id === undefined) return { status: 202, body: '' }
  const results: Record<string, () => unknown> = {
    initialize: () => ({
      protocolVersion: params.protocolVersion,
      capabilities: { tools: {} },
      serverInfo: { name: 'adder', version: '1' },
    }),
    'tools/list': () => ({ tools: [tool('add'), tool('subtract')] }),
    'tools/call': () => ({ content: [{ type: 'text', text: String(params.arguments.a + params.arguments.b) }] }),
  }
  return { status: 200, body: JSON.stringify({ jsonrpc: '2.0', id, result: results[method]?.() ?? {} }) }
}

function tool(name: string) {
  const number = { type: 'number' }
  return { name, description: name, inputSchema: { type: 'object', properties: { a: number, b: number } } }
}
