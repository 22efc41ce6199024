import { afterEach, describe, expect, test } from 'vitest'
import type { ConformanceCase } from './testing/conformance-case'
import { type Conformance, startConformance } from './testing/conformance-server'
import { OPERATION_CASES } from './testing/operation-cases'
import { type Operation, type OperationWire, operationWire, PNG, QUERY } from './testing/operation-wires'
import { sendJson, type WireRequest } from './testing/wire-server'

const TEXTS = ['a', 'ccc', 'bb']

let running: Conformance | undefined
afterEach(() => running?.server.close())
const signal = () => AbortSignal.timeout(5_000)

async function start(conformanceCase: ConformanceCase, operation: Operation, status = 200) {
  // The service's wire format comes with its connection; the fake server only answers operations.
  const wire = operationWire(conformanceCase.provider, basePathOf(conformanceCase), operation)
  const started = await startConformance({ ...conformanceCase, chatPath: wire.path }, (response, request) => {
    if (status !== 200) return sendJson(response, status, conformanceCase.dialect.error('No.'), { 'retry-after': '7' })
    const answer = wire.answer(request)
    if (!Buffer.isBuffer(answer)) return sendJson(response, 200, answer)
    response.writeHead(200, { 'content-type': 'application/octet-stream' })
    response.end(answer)
  })
  running = started
  return { ...started, wire }
}

/** Path of its OpenAI-compatible API: some addresses are pasted without it. */
function basePathOf({ chatPath }: ConformanceCase): string {
  return chatPath.replace(/\/chat\/completions$/, '')
}

async function call({ client, connection }: Conformance, operation: Operation) {
  const audio = new TextEncoder().encode('RIFF-sound')
  switch (operation) {
    case 'embed':
      return client.embed?.(connection, { model: 'm', texts: TEXTS, signal: signal() })
    case 'rerank':
      return client.rerank?.(connection, { model: 'm', query: QUERY, texts: TEXTS, limit: 2, signal: signal() })
    case 'transcribe':
      return client.transcribe?.(connection, {
        model: 'm',
        audio,
        mediaType: 'audio/wav',
        fileName: 'Call with Ms Example.wav',
        language: 'de',
        signal: signal(),
      })
    case 'speak':
      return client.speak?.(connection, { model: 'm', text: 'Hello', format: 'mp3', signal: signal() })
    case 'image':
      return client.image?.(connection, { model: 'm', prompt: 'A cat', size: '1024x1024', signal: signal() })
    default: {
      const unhandled: never = operation
      return unhandled
    }
  }
}

const GOOD: Record<Operation, object> = {
  embed: { vectors: [Float32Array.of(1, 1), Float32Array.of(3, 1), Float32Array.of(2, 1)] },
  rerank: {
    results: [
      { index: 1, score: 3 },
      { index: 2, score: 2 },
    ],
  },
  transcribe: { text: 'Hello.' },
  speak: { bytes: new Uint8Array([0xff, 0xfb, 0x00, 0xff]), mediaType: 'audio/mpeg' },
  image: { bytes: new Uint8Array(PNG), mediaType: 'image/png' },
}

describe.each(OPERATION_CASES)('$name supports $operation', ({ conformanceCase, operation }) => {
  test('sends the expected request with its key and reads the result', async () => {
    const started = await start(conformanceCase, operation)
    expect(await call(started, operation)).toMatchObject(GOOD[operation])
    const [request] = started.chatRequests()
    if (!request) throw new Error('No request was sent.')
    for (const [name, value] of Object.entries(conformanceCase.headers))
      expect(String(request.headers[name])).toMatch(value instanceof RegExp ? value : new RegExp(`^${value}$`))
    expectBody(operation, request, started.wire)
  })

  test('reports the used tokens, or that they are unknown', async () => {
    const started = await start(conformanceCase, operation)
    const answer = await call(started, operation)
    if (answer === undefined || !('usage' in answer)) return expect(started.wire.counts).toBe(false)
    expect(answer.usage !== null).toBe(started.wire.counts)
  })

  test.each([
    [401, 'MODEL_UNAUTHORIZED'],
    [429, 'MODEL_RATE_LIMITED'],
    [500, 'MODEL_FAILED'],
  ])('maps a response %i to %s without a retry', async (status, code) => {
    const started = await start(conformanceCase, operation, status)
    await expect(call(started, operation)).rejects.toMatchObject({ code })
    expect(started.chatRequests()).toHaveLength(1)
  })
})

function expectBody(operation: Operation, { body, bytes, headers }: WireRequest, wire: OperationWire): void {
  if (wire.body) expect(JSON.parse(body)).toEqual(wire.body(TEXTS))
  if (operation === 'speak')
    expect(JSON.parse(body)).toMatchObject({
      model: 'm',
      input: 'Hello',
      response_format: 'mp3',
      voice: expect.any(String),
    })
  if (operation === 'image')
    expect(JSON.parse(body)).toMatchObject({ model: 'm', prompt: 'A cat', size: '1024x1024', n: 1 })
  if (operation !== 'transcribe') return
  expect(headers['content-type']).toMatch(/^multipart\/form-data; boundary=/)
  expect(bytes.includes('RIFF-sound')).toBe(true)
  expect(body).toContain('name="file"; filename="audio.wav"')
  expect(body).not.toContain('Example')
  expect(body).toMatch(/name="model"\r\n\r\nm\r\n/)
  expect(body).toMatch(/name="language"\r\n\r\nde\r\n/)
}
