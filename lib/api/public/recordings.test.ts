import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { type ServedApp, serveApp } from '../testing/served-app'
import { WAV } from './__fixtures__/silence'

const AS_URL = `data:audio/wav;base64,${WAV.toString('base64')}`

/** Returns the recording as a file, and its transcript as text. */
function echoing(): Graph {
  const graph = chatApp([], ['in.message -> out.text', 'in.recording -> out.files'])
  const nodes = graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { recordings: true } } : node))
  return { ...graph, nodes }
}

let served: ServedApp
beforeAll(async () => {
  served = await serveApp('ears', echoing)
}, 180_000)
afterAll(() => served.close())

const post = async (path: string, body: object) => {
  const response = await fetch(`${served.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...served.app.bearer },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}
async function upload(path: string, name = 'call.wav', type = 'audio/wav') {
  const form = new FormData()
  form.set('file', new File([Uint8Array.from(WAV)], name, { type }))
  form.set('user', 'user-1')
  const response = await fetch(`${served.url}${path}`, { method: 'POST', body: form, headers: served.app.bearer })
  return z.looseObject({ id: z.string().optional() }).parse(await response.json()).id ?? ''
}
const RUNS = '/api/v1/apps/ears/runs'
const filesOf = ({ body }: { body: { outputs?: { files?: unknown } } }) => body.outputs?.files ?? []

test('passes the recording of a message to the steps, and skips the steps that need one if there is none', async () => {
  const id = await upload('/api/v1/apps/ears/files')
  const response = await post(RUNS, { inputs: { message: 'Listen', recordings: [id] } })
  expect(filesOf(response)).toMatchObject([{ name: 'call.wav', mediaType: 'audio/wav' }])
  const quiet = await post(RUNS, { inputs: { message: 'Nothing' } })
  expect([quiet.status, quiet.body.answer, filesOf(quiet)]).toEqual([200, 'Nothing', []])
  expect((await post(RUNS, { inputs: { message: 'Two', recordings: [id, crypto.randomUUID()] } })).status).toBe(400)
})

test("accepts OpenAI's `input_audio`, Flowise's `uploads` and Dify's files", async () => {
  const input_audio = { data: WAV.toString('base64'), format: 'wav' }
  const content = [
    { type: 'text', text: 'Hello' },
    { type: 'input_audio', input_audio },
  ]
  const completion = await post('/api/openai/v1/chat/completions', {
    model: 'ears',
    messages: [{ role: 'user', content }],
  })
  expect(completion.body.choices[0].message.content).toBe('Hello')
  const uploads = [{ data: AS_URL, type: 'audio', name: 'audio.wav', mime: 'audio/wav' }]
  expect((await post('/api/v1/prediction/ears', { question: 'Hello', uploads })).status).toBe(200)
  const upload_file_id = await upload('/v1/files/upload')
  const files = [{ type: 'audio', transfer_method: 'local_file', upload_file_id }]
  const request = { inputs: {}, query: 'Hello', user: 'user-1', response_mode: 'blocking', files }
  expect((await post('/v1/chat-messages', request)).status).toBe(200)
  const { runs } = z
    .object({ runs: z.array(z.looseObject({ id: z.string() })) })
    .parse(await served.app.request('GET', `/api/studio/runs?appId=${served.app.appId}&limit=3`))
  const details = await Promise.all(runs.map(({ id }) => served.app.request('GET', `/api/studio/runs/${id}`)))
  for (const run of details) expect(JSON.stringify(run)).toContain('audio/wav')
})

test('rejects other files, and an image for an app that only accepts recordings', async () => {
  const notAudio = { data: Buffer.from('MZ no sound').toString('base64'), format: 'wav' }
  const message = { role: 'user', content: [{ type: 'input_audio', input_audio: notAudio }] }
  expect((await post('/api/openai/v1/chat/completions', { model: 'ears', messages: [message] })).status).toBe(415)
  const picture = { type: 'image_url', image_url: { url: AS_URL } }
  const pictureMessage = { role: 'user', content: [{ type: 'text', text: 'x' }, picture] }
  const rejected = await post('/api/openai/v1/chat/completions', { model: 'ears', messages: [pictureMessage] })
  expect([rejected.status, rejected.body.error.message]).toEqual([
    400,
    expect.stringContaining('This app does not accept images.'),
  ])
})
