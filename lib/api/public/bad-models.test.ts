import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { destroyAfterWrites, sendJson, sendSse } from '@/lib/providers/testing/wire-server'
import {
  type Answer,
  agentGraph,
  type BadModel,
  chatGraph,
  delta,
  saying,
  startBadModel,
  withPolicy,
} from '../testing/bad-model'

let bad: BadModel
beforeAll(async () => {
  bad = await startBadModel()
})
beforeEach(() => {
  bad.server.requests.length = 0
})
afterAll(() => bad.stop())

const call = (index: number, name: string, args: string) =>
  delta({ tool_calls: [{ index, id: `call-${index}`, type: 'function', function: { name, arguments: args } }] })

describe('a model service that', () => {
  const body500 = { error: { message: `boom at 10.0.0.7 with sk-CANARY-0123456789 ${'x '.repeat(2_000)}` } }
  test.each<[string, Answer, string, number]>([
    [
      'rejects the key',
      (_, response) => sendJson(response, 401, { error: { message: 'no' } }),
      'MODEL_UNAUTHORIZED',
      1,
    ],
    ['is rate-limited', (_, response) => sendJson(response, 429, {}, { 'retry-after': '0' }), 'MODEL_RATE_LIMITED', 3],
    ['fails', (_, response) => sendJson(response, 500, body500), 'MODEL_FAILED', 3],
    ['does not have the model', (_, response) => sendJson(response, 404, {}), 'MODEL_MISSING', 1],
    ['sends a page instead', (_, response) => void response.end('<html>Welcome</html>'), 'MODEL_FAILED', 1],
  ])('%s causes a typed error and a failed run', async (_, does, code, modelCalls) => {
    bad.answerWith(does)
    const { error, status, modelCalls: times, stored } = await bad.run(chatGraph(bad.connection))
    expect([error?.code, error?.nodeId, status, times]).toEqual([code, 'm', 'failed', modelCalls])
    expect(stored).not.toMatch(/CANARY|10\.0\.0\.7/)
    expect(error?.message.length).toBeLessThan(220)
  })

  test.each<[string, Answer, string]>([
    [
      'closes the connection',
      (_, response) => {
        sendSse(response, [delta({ role: 'assistant', content: 'half ' })], { isOpen: true })
        destroyAfterWrites(response)
      },
      'MODEL_UNREACHABLE',
    ],
    ['ends without a finish reason', (_, response) => sendSse(response, [delta({ content: 'half ' })]), 'MODEL_FAILED'],
    [
      'sends half a line',
      (_, response) => void response.end(`data: ${JSON.stringify(delta({ content: 'half ' }))}\n\ndata: {"cho`),
      'MODEL_FAILED',
    ],
    [
      'ends inside a tool call',
      (_, response) =>
        sendSse(response, [delta({ content: 'half ' }), call(0, 'Fetch', '{"q":'), delta({}, 'tool_calls'), '[DONE]']),
      'MODEL_FAILED',
    ],
  ])('%s in mid-answer: keeps the partial text without a retry', async (_, does, code) => {
    bad.answerWith((request, response) => {
      if (!response.headersSent) response.setHeader('content-type', 'text/event-stream')
      does(request, response)
    })
    const { error, status, modelCalls, streamed } = await bad.run(chatGraph(bad.connection))
    expect([error?.code, status, modelCalls, streamed]).toEqual([code, 'failed', 1, 'half '])
  })

  test('sends invalid UTF-8 is read with replacement characters', async () => {
    bad.answerWith((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const [before = '', after = ''] = saying('@')
        .map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
        .join('')
        .split('@')
      response.end(Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]))
    })
    expect(await bad.run(chatGraph(bad.connection))).toMatchObject({ status: 'succeeded', streamed: '\ufffd' })
  })

  test('sends nothing returns an empty answer', async () => {
    bad.answerWith((_, response) => sendSse(response, saying('')))
    expect(await bad.run(chatGraph(bad.connection))).toMatchObject({ status: 'succeeded', streamed: '', modelCalls: 1 })
  })

  test("never responds is abandoned at the node's time limit", async () => {
    bad.answerWith(() => {})
    const slow = withPolicy(chatGraph(bad.connection), 'm', { timeoutSeconds: 1 })
    const { error, status, modelCalls } = await bad.run(slow)
    expect([error?.code, status, modelCalls]).toEqual(['TIMEOUT', 'failed', 1])
    await expect.poll(() => bad.server.requests[0]?.isAborted()).toBe(true)
  })

  test('is unavailable is retried, then reported as unreachable', async () => {
    const { error, status } = await bad.run(chatGraph(await bad.connect(`${bad.goneUrl}/v1`)))
    expect([error?.code, status]).toEqual(['MODEL_UNREACHABLE', 'failed'])
  })

  test('fails in any of these ways leaves no run in status running', async () => {
    expect(await bad.app.request('GET', '/api/studio/runs?status=running')).toMatchObject({ runs: [] })
  })
})

describe('a model over HTTP that', () => {
  const turns = (...list: (readonly unknown[])[]): Answer => {
    let turn = 0
    return (_, response) => sendSse(response, list[Math.min(turn++, list.length - 1)] ?? [])
  }
  const calling = (...calls: object[]) => [...calls, delta({}, 'tool_calls'), '[DONE]']

  test.each([
    ['calls an unknown tool', call(0, 'constructor', '{}')],
    ['calls a tool with invalid arguments', call(0, 'Fetch', '{"q":{"a":1}}')],
    ['calls a tool with truncated arguments', call(0, 'Fetch', '{"q":"a')],
  ])('%s may repair the call once', async (_, wrong) => {
    bad.answerWith(turns(calling(wrong), saying('Repaired.')))
    expect(await bad.run(agentGraph(bad.connection, bad.server.url))).toMatchObject({
      status: 'succeeded',
      modelCalls: 2,
      streamed: 'Repaired.',
    })
    bad.server.requests.length = 0
    bad.answerWith(turns(calling(wrong)))
    const { error, modelCalls } = await bad.run(agentGraph(bad.connection, bad.server.url))
    expect([error?.code, modelCalls]).toEqual(['TOOL_FAILED', 2])
  })

  test('calls two hundred tools at once is limited to sixteen', async () => {
    bad.answerWith(
      turns(
        calling(...Array.from({ length: 200 }, (_, index) => call(index, 'Fetch', `{"q":"${index}"}`))),
        saying('Ok.'),
      ),
    )
    expect(await bad.run(agentGraph(bad.connection, bad.server.url))).toMatchObject({ status: 'succeeded' })
    expect(bad.server.requests.filter(({ url }) => url.startsWith('/tool'))).toHaveLength(16)
  })

  test('calls tools endlessly reaches the step limit', async () => {
    bad.answerWith(turns(calling(call(0, 'Fetch', '{"q":"again"}'))))
    const { error, modelCalls } = await bad.run(agentGraph(bad.connection, bad.server.url, { maxSteps: 4 }))
    expect([error?.code, modelCalls]).toEqual(['LIMIT_EXCEEDED', 4])
  })
})
