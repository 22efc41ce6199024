import { afterEach, expect, test } from 'vitest'
import { createEgress } from '@/lib/egress/create-egress'
import { callOf, collect } from './collect'
import type { ConformanceCase } from './conformance-case'
import { type ChatAnswer, type Conformance, startConformance, streamOf } from './conformance-server'
import { destroyAfterWrites, sendJson } from './wire-server'

const STATUS_CODES = [
  [401, 'MODEL_UNAUTHORIZED'],
  [403, 'MODEL_UNAUTHORIZED'],
  [404, 'MODEL_MISSING'],
  [429, 'MODEL_RATE_LIMITED'],
  [500, 'MODEL_FAILED'],
] as const

/** Faulty responses of a model service. Each results in one typed error, and the output before it is kept. */
export function testBadAnswers(conformanceCase: ConformanceCase): void {
  const { dialect } = conformanceCase
  let running: Conformance | undefined
  afterEach(() => running?.server.close())
  const chat = async (answer: ChatAnswer, signal = new AbortController().signal) => {
    const started = await startConformance(conformanceCase, answer)
    running = started
    return collect(started.client.chat(started.connection, callOf({ signal })))
  }

  test.each(STATUS_CODES)(
    'maps a response %i to %s without a retry and without the key in the message',
    async (status, code) => {
      const { error } = await chat((response) =>
        sendJson(response, status, dialect.error('Not today'), { 'retry-after': '7' }),
      )
      expect(error?.code).toBe(code)
      if (conformanceCase.apiKey !== null) expect(error?.message).not.toContain(conformanceCase.apiKey)
      if (status === 429) expect(error?.retryAfterSeconds).toBe(7)
      expect(running?.chatRequests()).toHaveLength(1)
    },
  )

  test('reports a refused connection', async () => {
    running = await startConformance(conformanceCase, () => {})
    const { client, connection } = running
    // Nothing listens on this port; a port that was just closed may be reused by another process.
    const { fetch } = createEgress({ allow: 'http://127.0.0.1:9' })
    const { error } = await collect(
      client.chat({ ...connection, baseUrl: `http://127.0.0.1:9${conformanceCase.basePath}`, fetch }, callOf()),
    )
    expect(error?.code).toBe('MODEL_UNREACHABLE')
  })

  test('closes the socket of a hanging service when stopped', async () => {
    const controller = new AbortController()
    const reading = chat(() => controller.abort(), controller.signal)
    expect((await reading).error?.code).toBe('CANCELLED')
    await expect.poll(() => running?.chatRequests()[0]?.isAborted()).toBe(true)
  })

  test('keeps the text of a connection lost in mid-stream and does not retry', async () => {
    const { text, error } = await chat((response, request) => {
      streamOf(conformanceCase, dialect.beginning('half'), { isOpen: true })(response, request)
      destroyAfterWrites(response)
    })
    expect([text, error?.isFinal]).toEqual(['half', true])
    expect(['MODEL_UNREACHABLE', 'MODEL_FAILED']).toContain(error?.code)
    expect(running?.chatRequests()).toHaveLength(1)
  })

  test('detects a stream that ends early without an error', async () => {
    const { text, error } = await chat(streamOf(conformanceCase, dialect.beginning('half')))
    expect([text, error?.code]).toEqual(['half', 'MODEL_FAILED'])
  })

  test('replaces invalid UTF-8, but fails on truncated JSON', async () => {
    const broken = dialect.notUtf8 ?? dialect.beginning('@').map((part) => replaceByte(part))
    const { text, error } = await chat(streamOf(conformanceCase, [...broken, dialect.halfEvent]))
    expect([text, error?.code]).toEqual(['\ufffd', 'MODEL_FAILED'])
  })

  const half = dialect.halfToolCall('add')
  test.skipIf(half === null)('reports a truncated tool call as a typed error, not as a call', async () => {
    const { chunks, error } = await chat(streamOf(conformanceCase, half ?? []))
    expect([error?.code, error?.details]).toEqual(['MODEL_FAILED', { malformedToolCall: 'add' }])
    expect(chunks.some(({ type }) => type === 'tool-call')).toBe(false)
  })
}

/** Replaces `@` by a byte that is invalid in UTF-8. */
function replaceByte(part: string | Uint8Array): Uint8Array {
  return Buffer.from(part).map((byte) => (byte === 0x40 ? 0xff : byte))
}
