import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { type ServedApp, serveApp } from '../../testing/served-app'
import { SECRET } from '../__fixtures__/memory-backend'
import { WAV } from '../__fixtures__/silence'
import { bearer, postJson, testPublicApi } from '../__fixtures__/test-public-api'

/** Repeats the message, and has a transcription and a speech step. */
function speaking(connection: string): Graph {
  const model = { connection, model: 'm' }
  const graph = chatApp(
    [
      { id: 'ears', type: 'speech-to-text', config: { model } },
      { id: 'mouth', type: 'text-to-speech', config: { model, voice: 'nova' } },
    ],
    ['in.message -> out.text', 'in.recording -> ears.audio', 'ears.text -> mouth.text', 'mouth.audio -> out.files'],
  )
  const nodes = graph.nodes.map((node) => (node.id === 'in' ? { ...node, config: { recordings: true } } : node))
  return { ...graph, nodes }
}

let served: ServedApp
beforeAll(async () => {
  served = await serveApp('radio', speaking)
}, 60_000)
afterAll(() => served.close())

const call = (path: string, init: RequestInit = {}) =>
  fetch(`${served.url}/v1/${path}`, { ...init, headers: { ...served.app.bearer, ...init.headers } })
const post = (path: string, body: object) => call(path, postJson(body))

function recording(file: File): FormData {
  const form = new FormData()
  form.set('file', file)
  form.set('user', 'user-1')
  return form
}
const wav = () => new File([Uint8Array.from(WAV)], 'call.wav', { type: 'audio/wav' })

test("transcribes a recording with the app's step, and reports support in parameters", async () => {
  const transcribed = await call('audio-to-text', { method: 'POST', body: recording(wav()) })
  expect([transcribed.status, await transcribed.json()]).toEqual([200, { text: 'What was said.' }])
  expect(await (await call('parameters')).json()).toMatchObject({
    speech_to_text: { enabled: true },
    text_to_speech: { enabled: true, voice: 'nova' },
  })
  const notAudio = new File(['MZ\u0000\u0001'], 'call.wav', { type: 'audio/wav' })
  const rejected = await call('audio-to-text', { method: 'POST', body: recording(notAudio) })
  expect([rejected.status, (await rejected.json()).code]).toEqual([415, 'unsupported_audio_type'])
})

test("reads text or an answer aloud in the app's voice, and an answer to its own user only", async () => {
  const body = { inputs: {}, query: 'Rain tomorrow', user: 'user-1', response_mode: 'blocking' }
  const { id } = await (await post('chat-messages', body)).json()
  const readAloud = async (request: object) => {
    const response = await post('text-to-audio', request)
    return [response.status, response.headers.get('content-type'), await response.text()]
  }
  expect(await readAloud({ text: 'Hello', user: 'user-1', streaming: false })).toEqual([
    200,
    'audio/mpeg',
    'ID3nova: Hello',
  ])
  expect(await readAloud({ message_id: id, text: 'x', user: 'user-1' })).toEqual([
    200,
    'audio/mpeg',
    'ID3nova: Rain tomorrow',
  ])
  expect((await readAloud({ message_id: id, user: 'user-2' }))[0]).toBe(404)
  expect((await readAloud({ text: 'Hello', voice: 'somebody-else', user: 'user-1' }))[0]).toBe(400)
  expect((await readAloud({ user: 'user-1' }))[0]).toBe(400)
})

test('rejects speech during maintenance with its message', async () => {
  const { app } = served
  const path = `/api/studio/apps/${app.appId}/maintenance`
  const setMaintenance = (maintenance: object | null) => app.request('PUT', path, { environment: null, maintenance })
  await setMaintenance({ message: 'Back at noon.', retryAfterSeconds: 60 })
  const speechResponse = await post('text-to-audio', { text: 'Hello', user: 'user-1' })
  expect([speechResponse.status, JSON.stringify(await speechResponse.json())]).toEqual([
    503,
    expect.stringContaining('Back at noon.'),
  ])
  await setMaintenance(null)
})

test('neither transcribes nor speaks where the app is stopped', async () => {
  await served.app.request('POST', '/api/studio/protection/stops', { appId: served.app.appId, message: 'Closed.' })
  const transcribed = await call('audio-to-text', { method: 'POST', body: recording(wav()) })
  const speechResponse = await post('text-to-audio', { text: 'Hello', user: 'user-1' })
  expect([transcribed.status, speechResponse.status]).toEqual([503, 503])
  await served.app.request('POST', '/api/studio/protection/resume', { appId: served.app.appId })
  expect((await call('audio-to-text', { method: 'POST', body: recording(wav()) })).status).toBe(200)
})

test("uses Dify's error for an app without transcription or speech", async () => {
  const { router } = testPublicApi()
  const init = { method: 'POST', body: recording(wav()), headers: bearer(SECRET) }
  const transcribed = await router.request('/v1/audio-to-text', init)
  expect([transcribed.status, await transcribed.json()]).toMatchObject([
    400,
    { code: 'speech_to_text_disabled', status: 400 },
  ])
  const speechResponse = await router.request('/v1/text-to-audio', postJson({ text: 'x', user: 'u' }, bearer(SECRET)))
  expect([speechResponse.status, await speechResponse.json()]).toMatchObject([400, { code: 'invalid_param' }])
})
