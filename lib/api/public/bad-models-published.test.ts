import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Graph } from '@/lib/graph/graph'
import { sendJson, sendSse } from '@/lib/providers/testing/wire-server'
import { type BadModel, chatGraph, delta, NO_RETRY, saying, startBadModel, withPolicy } from '../testing/bad-model'
import { publishWith } from '../testing/served-app'
import { postJson } from './__fixtures__/test-public-api'

let badModel: BadModel
beforeAll(async () => {
  badModel = await startBadModel()
})
beforeEach(() => {
  badModel.server.requests.length = 0
})
afterAll(() => badModel.stop())

describe('the OpenAI-compatible API', () => {
  const body = { model: 'bad', messages: [{ role: 'user', content: 'Hi' }] }
  const complete = async () => {
    await publishWith(badModel.app, withPolicy(chatGraph(badModel.connection), 'm', NO_RETRY))
    return badModel.app.router.request('/api/openai/v1/chat/completions', postJson(body, badModel.app.bearer))
  }

  test('returns 502 with its own code when the model service rejects the key of the app', async () => {
    badModel.answerWith((_, response) => sendJson(response, 401, { error: { message: 'CANARY' } }))
    const response = await complete()
    expect([response.status, response.headers.get('x-should-retry')]).toEqual([502, 'false'])
    const body = await response.text()
    expect(JSON.parse(body)).toMatchObject({ error: { type: 'server_error', code: 'model_unauthorized' } })
    expect(body).not.toContain('CANARY')
  })

  test('passes on Retry-After when the model service limits the rate', async () => {
    badModel.answerWith((_, response) => sendJson(response, 429, {}, { 'retry-after': '17' }))
    const response = await complete()
    expect([response.status, response.headers.get('retry-after'), response.headers.get('x-should-retry')]).toEqual([
      ...[503, '17', null],
    ])
    const native = await badModel.app.router.request(
      '/api/v1/apps/bad/runs',
      postJson({ inputs: { message: 'Hi' } }, badModel.app.bearer),
    )
    expect(await native.json()).toMatchObject({ error: { code: 'MODEL_RATE_LIMITED', retryAfterSeconds: 17 } })
  })

  test('returns an empty answer when the model service sends nothing', async () => {
    badModel.answerWith((_, response) => sendSse(response, saying('')))
    const response = await complete()
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ choices: [{ message: { content: '' }, finish_reason: 'stop' }] })
  })
})

describe('a published app', () => {
  const start = (body: object, headers: Record<string, string> = {}) =>
    badModel.app.router.request('/api/v1/apps/bad/runs', postJson(body, { ...badModel.app.bearer, ...headers }))
  const publish = async (graph: Graph) => {
    await badModel.saveDraft(graph)
    await badModel.app.publish()
  }

  test('resumes the same stream for a returning reader, and stops a run once, including the model call', async () => {
    await publish(chatGraph(badModel.connection))
    let continueAnswer = (_text: string) => {}
    badModel.answerWith((_, response) => {
      sendSse(response, [delta({ role: 'assistant', content: 'one ' })], { isOpen: true })
      continueAnswer = (text) => void response.write(`data: ${JSON.stringify(delta({ content: text }))}\n\n`)
    })
    const reader = readBlocks(await start({ inputs: { message: 'Hi' }, stream: true }))
    const started = await reader.next()
    const first = await reader.next()
    expect(first.value).toContain('one ')
    await reader.return(undefined)
    continueAnswer('two ')
    const run = `/api/v1/apps/bad/runs/${/"runId":"([^"]+)"/.exec(String(started.value))?.[1]}`
    const id = /^id: (.*)$/m.exec(String(first.value))?.[1] ?? ''
    const second = readBlocks(
      await badModel.app.router.request(`${run}/events`, { headers: { ...badModel.app.bearer, 'last-event-id': id } }),
    )
    expect((await second.next()).value).toContain('two ')
    expect(badModel.server.requests[0]?.isAborted()).toBe(false)
    const stop = () => badModel.app.router.request(`${run}/cancel`, { method: 'POST', headers: badModel.app.bearer })
    const stops = [await stop(), await stop()]
    expect(stops.map(({ status }) => status)).toEqual([200, 200])
    expect((await second.next()).value).toContain('"code":"CANCELLED"')
    await expect.poll(() => badModel.server.requests[0]?.isAborted(), { timeout: 2_000 }).toBe(true)
    expect((await stop()).status).toBe(200)
    const after = await (await badModel.app.router.request(run, { headers: badModel.app.bearer })).json()
    expect(after.status).toBe('cancelled')
  })

  test.each([[''], ['  \n\t ']])(
    'rejects the message %j with an explanation, without a model call',
    async (message) => {
      await publish(chatGraph(badModel.connection))
      const rejected = await start({ inputs: { message } })
      expect([rejected.status, (await rejected.json()).error.message]).toEqual([400, 'Write a message first.'])
      expect(badModel.server.requests).toHaveLength(0)
    },
  )

  test('fails a run whose connection was deleted after publishing with CREDENTIAL_MISSING, without details for callers', async () => {
    const unreachable = await badModel.connect(`${badModel.server.url}/v1`)
    await publish(chatGraph(unreachable))
    await badModel.app.request('DELETE', `/api/studio/connections/${unreachable}`)
    const rejected = await start({ inputs: { message: 'Hi' } })
    expect([rejected.status, (await rejected.json()).error.message]).toEqual([500, 'The app failed to answer.'])
    const { error } = await badModel.run(chatGraph(unreachable))
    expect(error).toMatchObject({
      code: 'CREDENTIAL_MISSING',
      message: expect.stringContaining('connection of this model no longer exists'),
    })
  }, 30_000)

  test('makes one run of a hundred deliveries with the same key', async () => {
    await publish(chatGraph(badModel.connection))
    badModel.answerWith((_, response) => sendSse(response, saying('Once.')))
    const key = { 'idempotency-key': 'delivery-1' }
    const first = start({ inputs: { message: 'Hi' } }, key)
    const answers = await Promise.all([
      first,
      ...Array.from({ length: 99 }, () => start({ inputs: { message: 'Hi' } }, key)),
    ])
    const done = answers.filter(({ status }) => status === 200)
    const ids = new Set(await Promise.all(done.map(async (response) => (await response.json()).runId)))
    expect(ids.size).toBe(1)
    // The others got “app is busy”.
    expect([...new Set(answers.map(({ status }) => status))].filter((status) => ![200, 429].includes(status))).toEqual(
      [],
    )
    expect(badModel.server.requests).toHaveLength(1)
  })

  test.each<[string, BodyInit, Record<string, string>, number]>([
    ['a list', '[]', {}, 400],
    ['a text', '"str"', {}, 400],
    ['11 MB', `{"inputs":{"message":"${'x'.repeat(11_000_000)}"}}`, {}, 413],
    [
      'UTF-16',
      Buffer.from('{"inputs":{"message":"Hi"}}', 'utf16le'),
      { 'content-type': 'application/json; charset=utf-16' },
      415,
    ],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), {}, 400],
    ['gzip', Buffer.from([0x1f, 0x8b]), { 'content-encoding': 'gzip' }, 415],
    ['br', Buffer.from([0x0b]), { 'content-encoding': 'br' }, 415],
  ])('rejects a body of %s without starting a run', async (_, body, headers, status) => {
    const response = await badModel.app.router.request('/api/v1/apps/bad/runs', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...badModel.app.bearer, ...headers },
    })
    expect(response.status).toBe(status)
    expect(badModel.server.requests).toHaveLength(0)
  })
})

/** The blocks of a stream, one by one; `return` disconnects. */
async function* readBlocks(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: '' }
      if (done) return
      text += value
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) if (/^id: /m.test(block)) yield block
    }
  } finally {
    await reader?.cancel()
  }
}
