import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface EmbeddingService {
  origin: string
  /** Texts that were embedded, in order. */
  given: readonly string[]
  /** Pending calls. */
  held(): number
  /** Answers pending calls and stops blocking. */
  release(): void
  stop(): Promise<void>
}

/**
 * Embeddings of 24 dimensions with the OpenAI API. A call whose text contains `marker` waits, so that a test controls
 * when it continues.
 */
export async function startEmbeddingService(marker: string): Promise<EmbeddingService> {
  const received: string[] = []
  const waiting = new Map<http.ServerResponse, string[]>()
  let isHolding = true
  const answer = (response: http.ServerResponse, texts: readonly string[]) => {
    received.push(...texts)
    const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }))
    const usage = { prompt_tokens: texts.length, total_tokens: texts.length }
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ object: 'list', model: 'embed-24', data, usage }))
  }
  const server = http.createServer(async (request, response) => {
    if (request.url?.endsWith('/models')) {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'embed-24', object: 'model', created: 1 }] }))
      return
    }
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const { input } = JSON.parse(Buffer.concat(parts).toString())
    const texts: string[] = Array.isArray(input) ? input : [input]
    if (!isHolding || !texts.some((text) => text.includes(marker))) return answer(response, texts)
    waiting.set(response, texts)
    // The client has disconnected without a response.
    response.on('close', () => waiting.delete(response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    given: received,
    held: () => waiting.size,
    release: () => {
      isHolding = false
      for (const [response, texts] of waiting) answer(response, texts)
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const vectorOf = (text: string) =>
  Array.from({ length: 24 }, (_, dim) => ((text.charCodeAt(dim % text.length) * (dim + 3)) % 17) + 1)
