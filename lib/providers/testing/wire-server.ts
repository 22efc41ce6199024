import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEgress, type Egress } from '@/lib/egress/create-egress'

export interface WireRequest {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
  bytes: Buffer
  /** Whether the caller disconnected before the response was complete. */
  isAborted(): boolean
}

export interface WireServer {
  url: string
  egress: Egress
  requests: WireRequest[]
  /** Accepts no further connections. */
  stopListening(): void
  close(): Promise<void>
}

/** A server that writes exact bytes, with an egress guard that only allows this server. */
export async function startWireServer(
  answer: (request: WireRequest, response: ServerResponse) => void,
): Promise<WireServer> {
  const requests: WireRequest[] = []
  const server = createServer((raw, response) => {
    const parts: Buffer[] = []
    let aborted = false
    response.on('close', () => {
      aborted = !response.writableEnded
    })
    raw.on('data', (part: Buffer) => parts.push(part))
    raw.on('end', () => {
      const request = {
        method: raw.method ?? '',
        url: raw.url ?? '',
        headers: raw.headers,
        body: Buffer.concat(parts).toString(),
        bytes: Buffer.concat(parts),
        isAborted: () => aborted,
      }
      requests.push(request)
      answer(request, response)
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const egress = createEgress({ allow: url })
  return {
    url,
    egress,
    requests,
    stopListening: () => void server.close(),
    async close() {
      await egress.close()
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export function sendSse(response: ServerResponse, events: readonly unknown[], { isOpen = false } = {}): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  writeSse(response, events)
  if (!isOpen) response.end()
}

/** Breaks the connection when everything written so far has left. */
export function destroyAfterWrites({ socket }: ServerResponse): void {
  socket?.write('', () => socket.destroy())
}

/** The rest of a stream that was left open. */
export function endSse(response: ServerResponse, events: readonly unknown[]): void {
  writeSse(response, events)
  response.end()
}

function writeSse(response: ServerResponse, events: readonly unknown[]): void {
  for (const event of events) {
    if (typeof event === 'string') response.write(`data: ${event}\n\n`)
    else response.write(`data: ${JSON.stringify(event)}\n\n`)
  }
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
