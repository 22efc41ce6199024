import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createEgress } from '@/lib/egress/create-egress'
import { callOf, collect } from './collect'
import type { ConformanceCase } from './conformance-case'
import { type ChatAnswer, type Conformance, startConformance, streamOf } from './conformance-server'
import { sendJson } from './wire-server'

const STATUS_CODES = [
  [401, 'MODEL_UNAUTHORIZED'],
  [403, 'MODEL_UNAUTHORIZED'],
  [404, 'MODEL_MISSING'],
  [429, 'MODEL_RATE_LIMITED'],
  [500, 'MODEL_FAILED'],
] as const

/** Bad input 10: what a model service can do to us. Each is a typed error, once, and what came before it is kept. */
export function testBadAnswers(given: ConformanceCase): void {
  const { dialect } = given
  let running: Conformance | undefined
  afterEach(() => running?.server.close())
  const chat = async (answer: ChatAnswer, signal = new AbortController().signal) => {
    const started = await startConformance(given, answer)
    running = started
    return collect(started.client.chat(started.connection, callOf({ signal })))
  }

  test.each(STATUS_CODES)(
    '§7.10 an answer of %i is %s, asked once, without the key in its words',
    async (status, code) => {
      const { error } = await chat((response) =>
        sendJson(response, status, dialect.error('Not today'), { 'retry-after': '7' }),
      )
      expect(error?.code).toBe(code)
      if (given.apiKey !== null) expect(error?.message).not.toContain(given.apiKey)
      if (status === 429) expect(error?.retryAfterSeconds).toBe(7)
      expect(running?.chatRequests()).toHaveLength(1)
    },
  )

  test('§7.10 a refused connection is told as one', async () => {
    running = await startConformance(given, () => {})
    const { client, connection } = running
    // Nobody listens there; a port that was just closed may be another process's by now.
    const { fetch } = createEgress({ allow: 'http://127.0.0.1:9' })
    const { error } = await collect(
      client.chat({ ...connection, baseUrl: `http://127.0.0.1:9${given.basePath}`, fetch }, callOf()),
    )
    expect(error?.code).toBe('MODEL_UNREACHABLE')
  })

  test('§7.10 a service that hangs is left at Stop, down to the socket', async () => {
    const controller = new AbortController()
    const reading = chat(() => controller.abort(), controller.signal)
    expect((await reading).error?.code).toBe('CANCELLED')
    for (let tries = 0; tries < 20 && !running?.chatRequests()[0]?.isAborted(); tries++) await wait(5)
    expect(running?.chatRequests()[0]?.isAborted()).toBe(true)
  })

  test('§7.10 a connection that breaks in the middle keeps its text and is not asked again', async () => {
    const { text, error } = await chat((response, request) => {
      streamOf(given, dialect.beginning('half'), { isOpen: true })(response, request)
      setTimeout(() => response.destroy(), 15)
    })
    expect([text, error?.isFinal]).toEqual(['half', true])
    expect(['MODEL_UNREACHABLE', 'MODEL_FAILED']).toContain(error?.code)
    expect(running?.chatRequests()).toHaveLength(1)
  })

  test('§7.10 a stream that ends early without saying so is noticed', async () => {
    const { text, error } = await chat(streamOf(given, dialect.beginning('half')))
    expect([text, error?.code]).toEqual(['half', 'MODEL_FAILED'])
  })

  test('§7.10 bytes that are no UTF-8 stay a mark in the text, half JSON ends it', async () => {
    const broken = dialect.notUtf8 ?? dialect.beginning('@').map((part) => replaceByte(part))
    const { text, error } = await chat(streamOf(given, [...broken, dialect.halfEvent]))
    expect([text, error?.code]).toEqual(['\ufffd', 'MODEL_FAILED'])
  })

  const half = dialect.halfToolCall('add')
  test.skipIf(half === null)('§7.10 a half-written tool call is a typed failure and no call', async () => {
    const { chunks, error } = await chat(streamOf(given, half ?? []))
    expect([error?.code, error?.details]).toEqual(['MODEL_FAILED', { malformedToolCall: 'add' }])
    expect(chunks.some(({ type }) => type === 'tool-call')).toBe(false)
  })
}

/** `@` becomes a byte that begins nothing in UTF-8. */
function replaceByte(part: string | Uint8Array): Uint8Array {
  return Buffer.from(part).map((byte) => (byte === 0x40 ? 0xff : byte))
}
