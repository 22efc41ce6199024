import http from 'node:http'

export interface Canary {
  url: string
  port: number
  /** Connections and requests: a kept-alive connection sends further requests without a new one. */
  hits(): number
  close(): void
}

/** Counts requests and responds roughly like a model service, so that callers continue. */
export async function serveCanary(): Promise<Canary> {
  let hits = 0
  const server = http.createServer((request, response) => {
    hits += 1
    request.resume()
    if (request.url?.endsWith('/models')) return json(response, { data: [{ id: 'canary-chat', object: 'model' }] })
    if (!request.url?.endsWith('/chat/completions')) return json(response, { ok: true })
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const choice = { index: 0, delta: { role: 'assistant', content: 'hello' }, finish_reason: 'stop' }
    response.write(`data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [choice] })}\n\n`)
    response.end('data: [DONE]\n\n')
  })
  server.on('connection', () => {
    hits += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, port, hits: () => hits, close: () => server.close() }
}

function json(response: http.ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json', connection: 'close' }).end(JSON.stringify(body))
}
