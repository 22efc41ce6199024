import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeModelService {
  baseUrl: string
  /** How many answers were asked for. */
  calls(): number
  /** From now on it says half an answer and dies. */
  dieInTheMiddle(): void
  stop(): Promise<void>
}

/** A model service on OpenAI's wire that answers one sentence, word by word, and can be killed while it speaks. */
export async function startFakeModelService(models: readonly string[], sentence: string): Promise<FakeModelService> {
  let calls = 0
  let isDying = false
  const server = http.createServer((request, response) => {
    if (request.url?.endsWith('/models')) {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ object: 'list', data: models.map((id) => ({ id, object: 'model', created: 1 })) }))
      return
    }
    request.resume()
    request.on('end', () => {
      calls += 1
      void speak(response, sentence, isDying)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    calls: () => calls,
    dieInTheMiddle: () => {
      isDying = true
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function speak(response: http.ServerResponse, sentence: string, isDying: boolean): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (delta: object, finish: string | null, usage?: object) =>
    response.write(
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }], ...(usage ? { usage } : {}) })}\n\n`,
    )
  const words = sentence.split(/(?<= )/)
  for (const [index, word] of words.entries()) {
    send({ role: 'assistant', content: word }, null)
    await new Promise((resolve) => setTimeout(resolve, 10))
    if (isDying && index === Math.floor(words.length / 2)) {
      response.destroy()
      return
    }
  }
  send({}, 'stop', { prompt_tokens: 1_000, completion_tokens: 500, total_tokens: 1_500 })
  response.end('data: [DONE]\n\n')
}
