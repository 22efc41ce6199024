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

let badModel: BadModel
beforeAll(async () => {
  badModel = await startBadModel()
})
beforeEach(() => {
  badModel.server.requests.length = 0
})
afterAll(() => badModel.stop())

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
    badModel.answerWith(does)
    const { error, status, modelCalls: times, stored } = await badModel.run(chatGraph(badModel.connection))
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
    badModel.answerWith((request, response) => {
      if (!response.headersSent) response.setHeader('content-type', 'text/event-stream')
      does(request, response)
    })
    const { error, status, modelCalls, streamed } = await badModel.run(chatGraph(badModel.connection))
    expect([error?.code, status, modelCalls, streamed]).toEqual([code, 'failed', 1, 'half '])
  })

  test('sends invalid UTF-8 is read with replacement characters', async () => {
    badModel.answerWith((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      const [before = '', after = ''] = saying('@')
        .map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
        .join('')
        .split('@')
      response.end(Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]))
    })
    expect(await badModel.run(chatGraph(badModel.connection))).toMatchObject({
      status: 'succeeded',
      streamed: '\ufffd',
    })
  })

  test('sends nothing returns an empty answer', async () => {
    badModel.answerWith((_, response) => sendSse(response, saying('')))
    expect(await badModel.run(chatGraph(badModel.connection))).toMatchObject({
      status: 'succeeded',
      streamed: '',
      modelCalls: 1,
    })
  })

  test("never responds is abandoned at the node's time limit", async () => {
    badModel.answerWith(() => {})
    const slow = withPolicy(chatGraph(badModel.connection), 'm', { timeoutSeconds: 1 })
    const { error, status, modelCalls } = await badModel.run(slow)
    expect([error?.code, status, modelCalls]).toEqual(['TIMEOUT', 'failed', 1])
    await expect.poll(() => badModel.server.requests[0]?.isAborted()).toBe(true)
  })

  test('is unavailable is retried, then reported as unreachable', async () => {
    const { error, status } = await badModel.run(chatGraph(await badModel.connect(`${badModel.goneUrl}/v1`)))
    expect([error?.code, status]).toEqual(['MODEL_UNREACHABLE', 'failed'])
  })

  test('fails in any of these ways leaves no run in status running', async () => {
    expect(await badModel.app.request('GET', '/api/studio/runs?status=running')).toMatchObject({ runs: [] })
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
    badModel.answerWith(turns(calling(wrong), saying('Repaired.')))
    expect(await badModel.run(agentGraph(badModel.connection, badModel.server.url))).toMatchObject({
      status: 'succeeded',
      modelCalls: 2,
      streamed: 'Repaired.',
    })
    badModel.server.requests.length = 0
    badModel.answerWith(turns(calling(wrong)))
    const { error, modelCalls } = await badModel.run(agentGraph(badModel.connection, badModel.server.url))
    expect([error?.code, modelCalls]).toEqual(['TOOL_FAILED', 2])
  })

  test('calls two hundred tools at once is limited to sixteen', async () => {
    badModel.answerWith(
      turns(
        calling(...Array.from({ length: 200 }, (_, index) => call(index, 'Fetch', `{"q":"${index}"}`))),
        saying('Ok.'),
      ),
    )
    expect(await badModel.run(agentGraph(badModel.connection, badModel.server.url))).toMatchObject({
      status: 'succeeded',
    })
    expect(badModel.server.requests.filter(({ url }) => url.startsWith('/tool'))).toHaveLength(16)
  })

  test('calls tools endlessly reaches the step limit', async () => {
    badModel.answerWith(turns(calling(call(0, 'Fetch', '{"q":"again"}'))))
    const { error, modelCalls } = await badModel.run(
      agentGraph(badModel.connection, badModel.server.url, { maxSteps: 4 }),
    )
    expect([error?.code, modelCalls]).toEqual(['LIMIT_EXCEEDED', 4])
  })
})
