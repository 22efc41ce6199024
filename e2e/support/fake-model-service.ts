import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface FakeModelService {
  baseUrl: string
  /** Number of requests. */
  calls(): number
  /** From now on it streams half an answer and fails. */
  dieInTheMiddle(): void
  stop(): Promise<void>
}

/** A model service with the OpenAI API that answers one sentence word by word, and can fail mid-stream. */
export async function startFakeModelService(models: readonly string[], sentence: string): Promise<FakeModelService> {
  let calls = 0
  let isDying = false
  const server = http.createServer((request, response) => {
    if (request.url?.endsWith('/models')) {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ object: 'list', data: models.map((id) => ({ id, object: 'model', created: 1 })) }))
      return
    }
    const media = madeFor(request.url ?? '')
    if (media) {
      request.resume()
      request.on('end', () => {
        response.setHeader('content-type', typeof media === 'string' ? 'application/json' : 'audio/wav')
        response.end(media)
      })
      return
    }
    request.resume()
    request.on('end', () => {
      calls += 1
      void streamSentence(response, sentence, isDying)
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

/** A one-pixel image, a tenth of a second of silence, and the transcript of any recording. Null for a chat request. */
function madeFor(url: string): string | Buffer | null {
  if (url.endsWith('/images/generations')) return JSON.stringify({ created: 1, data: [{ b64_json: DOT }] })
  if (url.endsWith('/audio/transcriptions')) return JSON.stringify({ text: 'Hello from the recording.' })
  return url.endsWith('/audio/speech') ? silence() : null
}

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** WAV: 8 kHz, 8 bit, one channel. */
export function silence(): Buffer {
  const [rate, length] = [8_000, 800]
  const wav = Buffer.alloc(44 + length, 0x80)
  wav.write('RIFF', 0)
  wav.writeUInt32LE(36 + length, 4)
  wav.write('WAVEfmt ', 8)
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(rate, 24)
  wav.writeUInt32LE(rate, 28)
  wav.writeUInt16LE(1, 32)
  wav.writeUInt16LE(8, 34)
  wav.write('data', 36)
  wav.writeUInt32LE(length, 40)
  return wav
}

async function streamSentence(response: http.ServerResponse, sentence: string, isDying: boolean): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (delta: object, finish: string | null, usage?: object) =>
    response.write(
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }], ...(usage ? { usage } : {}) })}\n\n`,
    )
  const words = sentence.split(/(?<= )/)
  for (const [index, word] of words.entries()) {
    send({ role: 'assistant', content: word }, null)
    // One packet per word.
    await new Promise((resolve) => response.write(': \n', resolve))
    if (isDying && index === Math.floor(words.length / 2)) {
      response.destroy()
      return
    }
  }
  send({}, 'stop', { prompt_tokens: 1_000, completion_tokens: 500, total_tokens: 1_500 })
  response.end('data: [DONE]\n\n')
}
