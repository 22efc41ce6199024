import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { stageWithKey } from '../testing/stage-with-key'
import { createTestApp, type TestApp } from '../testing/test-app'
import { postJson } from './__fixtures__/test-public-api'

function echo(): Graph {
  const graph = chatApp(
    [{ id: 't', type: 'template', config: { text: 'You said {{value}}.' } }],
    ['in.message -> t.value', 't.text -> out.text'],
  )
  const nodes = graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { images: true } } : node))
  return { ...graph, nodes }
}

const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

type Headers = Record<string, string>

let app: TestApp
/** A key bound to staging; `any` is a key for all environments. */
let staging: Headers
let any: Headers
const PRODUCTION = '/api/v1/apps/echo'
const STAGING = '/api/v1/apps/echo@staging'

beforeAll(async () => {
  app = await createTestApp('echo', echo())
  any = app.bearer
  staging = (await stageWithKey(app)).bearer
}, 60_000)
afterAll(() => app.close())

const post = (path: string, body: unknown, headers: Headers) => app.router.request(path, postJson(body, headers))
const call = (method: string, path: string, headers: Headers) => app.router.request(path, { method, headers })

async function statusOf(answer: Response | Promise<Response>): Promise<number> {
  return (await answer).status
}

test('does not replay a run of another environment for an idempotency key', async () => {
  const send = (path: string) =>
    post(`${path}/runs`, { inputs: { message: 'once' } }, { ...any, 'idempotency-key': 'k' })
  const [first, staged] = [await send(PRODUCTION), await send(STAGING)]
  expect([first.status, staged.status]).toEqual([200, 200])
  expect(staged.headers.get('idempotency-replayed')).toBeNull()
  const runs = [await first.json(), await staged.json()].map(({ runId }) => runId)
  expect(runs[0]).not.toBe(runs[1])
  for (const [index, path] of [PRODUCTION, STAGING].entries()) {
    const secondResponse = await send(path)
    expect(secondResponse.headers.get('idempotency-replayed')).toBe('true')
    expect((await secondResponse.json()).runId).toBe(runs[index])
  }
})

test('finds no conversation of production in staging', async () => {
  const { id } = await (await post(`${PRODUCTION}/conversations`, {}, any)).json()
  await post(`${PRODUCTION}/runs`, { inputs: { message: 'secret' }, conversationId: id }, any)
  const conversationPath = `${STAGING}/conversations/${id}`
  for (const headers of [staging, any]) {
    expect((await (await call('GET', `${STAGING}/conversations`, headers)).json()).conversations).toEqual([])
    expect(await statusOf(call('GET', conversationPath, headers))).toBe(404)
    expect(await statusOf(call('GET', `${conversationPath}/messages`, headers))).toBe(404)
    expect(await statusOf(call('DELETE', conversationPath, headers))).toBe(404)
    const followUp = { inputs: { message: 'and?' }, conversationId: id }
    expect(await statusOf(post(`${STAGING}/runs`, followUp, headers))).toBe(404)
  }
  const { messages } = await (await call('GET', `${PRODUCTION}/conversations/${id}/messages`, any)).json()
  expect(messages.map(({ content }: { content: string }) => content)).toEqual(['You said secret.', 'secret'])
})

test('does not continue, rate or read a production run in staging', async () => {
  const { runId } = await (await post(`${PRODUCTION}/runs`, { inputs: { message: 'secret' } }, any)).json()
  for (const headers of [staging, any]) {
    const followUp = { model: 'echo@staging', input: 'and?', previous_response_id: `resp_${runId}` }
    // The same OpenAI error as for a nonexistent one.
    const rejected = await post('/api/openai/v1/responses', followUp, headers)
    expect(rejected.status).toBe(400)
    expect((await rejected.json()).error.code).toBe('previous_response_not_found')
    expect(await statusOf(post(`${STAGING}/runs/${runId}/feedback`, { rating: 'down' }, headers))).toBe(404)
    expect(await statusOf(call('GET', `${STAGING}/runs/${runId}`, headers))).toBe(404)
    expect(await statusOf(call('GET', `${STAGING}/runs/${runId}/events`, headers))).toBe(404)
  }
  expect(await statusOf(call('GET', `/api/openai/v1/responses/resp_${runId}`, staging))).toBe(404)
})

test('separates files of production and staging', async () => {
  const send = async (path: string) => {
    const body = new FormData()
    body.set('file', new File([DOT], 'dot.png', { type: 'image/png' }))
    const sent = await app.router.request(`${path}/files`, { method: 'POST', body, headers: any })
    return (await sent.json()).id as string
  }
  const [here, there] = [await send(PRODUCTION), await send(STAGING)]
  // The same bytes are two files here, so that deleting one keeps the other.
  expect(here).not.toBe(there)
  for (const [path, own, other] of [
    [PRODUCTION, here, there],
    [STAGING, there, here],
  ] as const) {
    const { files } = await (await call('GET', `${path}/files`, any)).json()
    expect(files.map(({ id }: { id: string }) => id)).toEqual([own])
    expect(await statusOf(call('GET', `${path}/files/${own}`, any))).toBe(200)
    expect(await statusOf(call('GET', `${path}/files/${other}`, any))).toBe(404)
    expect(await statusOf(call('DELETE', `${path}/files/${other}`, any))).toBe(404)
    const named = { inputs: { message: 'what is it?', images: [other] } }
    expect(await statusOf(post(`${path}/runs`, named, any))).toBe(404)
  }
})
