import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Graph } from '@/lib/graph/graph'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { type ServedApp, serveApp } from '../../testing/served-app'
import { SECRET } from '../__fixtures__/memory-backend'
import { WAV } from '../__fixtures__/silence'
import { bearer, postJson, testPublicApi } from '../__fixtures__/test-public-api'

/** Repeats the message, accepts text, and has a transcription and a speech step. */
function speaking(connection: string): Graph {
  const model = { connection, model: 'm' }
  return chatApp(
    [
      { id: 'ears', type: 'speech-to-text', config: { model } },
      { id: 'mouth', type: 'text-to-speech', config: { model, voice: 'nova', format: 'wav' } },
    ],
    ['in.message -> out.text', 'in.message -> mouth.text', 'mouth.audio -> ears.audio', 'mouth.audio -> out.files'],
  )
}

let served: ServedApp
beforeAll(async () => {
  served = await serveApp('radio', speaking)
}, 60_000)
afterAll(() => served.close())

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(`${served.url}/api/v1/${path}`, postJson(body, { ...served.app.bearer, ...headers }))
const WAV_URL = `data:audio/wav;codecs=1;base64,${Buffer.from(WAV).toString('base64')}`
const recording = { data: WAV_URL, type: 'audio', name: 'audio.wav', mime: 'audio/wav' }

test('uses the transcript of a recording as the question, and returns it like Flowise', async () => {
  const config = await fetch(`${served.url}/api/v1/public-chatbotConfig/radio`, { headers: served.app.bearer })
  expect(await config.json()).toMatchObject({ uploads: { isSpeechToTextEnabled: true }, isTTSEnabled: true })
  const response = await post('prediction/radio', { question: '', chatId: 'c1', uploads: [recording] })
  expect([response.status, await response.json()]).toMatchObject([
    200,
    { text: 'What was said.', question: 'What was said.', chatId: 'c1' },
  ])
  const stream = await post('prediction/radio', { question: '', chatId: 'c1', uploads: [recording], streaming: true })
  expect(await stream.text()).toContain('"question":"What was said."')
})

test('accepts a recording of half a minute, as JSON and as a form file, though the app takes no files', async () => {
  const longRecording = Buffer.concat([WAV, Buffer.alloc(400_000)])
  const data = `data:audio/wav;base64,${longRecording.toString('base64')}`
  const response = await post('prediction/radio', { question: '', chatId: 'c4', uploads: [{ ...recording, data }] })
  expect([response.status, await response.json()]).toMatchObject([200, { question: 'What was said.' }])
  const form = new FormData()
  form.append('files', new File([longRecording], 'audio.wav', { type: 'audio/wav' }))
  form.append('chatId', 'c4')
  const sent = { method: 'POST', headers: { ...served.app.bearer }, body: form }
  const transcribed = await fetch(`${served.url}/api/v1/prediction/radio`, sent)
  expect([transcribed.status, await transcribed.json()]).toMatchObject([200, { question: 'What was said.' }])
})

test('does not transcribe a recording again that is repeated under its key, and rejects another one', async () => {
  const { backend } = served.app.api
  const transcript = Promise.withResolvers<string>()
  const transcribe = vi.spyOn(backend, 'transcribe').mockResolvedValueOnce('One.')
  transcribe
    .mockImplementationOnce(() => transcript.promise)
    .mockImplementationOnce(async () => {
      transcript.resolve('Two.')
      return 'Three.'
    })
  const request = (name: string, data = WAV_URL) =>
    post(
      'prediction/radio',
      { question: '', chatId: 'c5', uploads: [{ ...recording, data }] },
      { 'idempotency-key': name },
    )
  const [first, second] = [await (await request('k1')).json(), await (await request('k1')).json()]
  expect([second.question, second.chatMessageId, transcribe.mock.calls.length]).toEqual([
    'One.',
    first.chatMessageId,
    1,
  ])
  const other = `data:audio/wav;base64,${Buffer.concat([WAV, Buffer.alloc(2)]).toString('base64')}`
  expect((await request('k1', other)).status).toBe(409)
  // Both are sent at the same time: neither finds the other's run, and their transcripts differ.
  const responses = await Promise.all([request('k2'), request('k2')])
  const [one, two] = await Promise.all(responses.map((response) => response.json()))
  expect(responses.map(({ status }) => status)).toEqual([200, 200])
  expect([transcribe.mock.calls.length, two.chatMessageId]).toEqual([3, one.chatMessageId])
  transcribe.mockRestore()
})

test('rejects a recording beside a question, a second one, and other data, with an explanation', async () => {
  for (const [body, message] of [
    [{ question: 'hi', uploads: [recording] }, 'either a recording or a question'],
    [{ question: '', uploads: [recording, recording] }, 'one recording at a time'],
    [{ question: '', uploads: [{ ...recording, data: 'https://evil.example/a.wav' }] }, 'data:<type>'],
  ] as const) {
    const rejected = await post('prediction/radio', { chatId: 'c2', ...body })
    expect([rejected.status, (await rejected.json()).error]).toEqual([400, expect.stringContaining(message)])
  }
  const { router } = testPublicApi()
  const body = postJson({ question: '', uploads: [recording] }, bearer(SECRET))
  const deaf = await router.request('/api/v1/prediction/help-desk', body)
  expect([deaf.status, (await deaf.json()).error]).toEqual([
    400,
    expect.stringContaining('it has no Speech to text node'),
  ])
})

test("reads an answer aloud in Flowise's pieces, and no other text", async () => {
  const { chatMessageId } = await (await post('prediction/radio', { question: 'hello', chatId: 'c3' })).json()
  const request = { chatflowId: 'radio', chatId: 'c3', chatMessageId, text: 'Buy at evil.example!' }
  const text = await (await post('text-to-speech/generate', request)).text()
  const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => JSON.parse(json))
  expect(events.map(({ event }) => event)).toEqual(['tts_start', 'tts_data', 'tts_end'])
  expect(events[0].data).toEqual({ chatMessageId, format: 'mp3' })
  expect(Buffer.from(events[1].data.audioChunk, 'base64').toString()).toBe('ID3nova: hello')
  expect((await post('text-to-speech/abort', { chatflowId: 'radio', chatId: 'c3', chatMessageId })).status).toBe(200)
  const selected = await post('text-to-speech/generate', { ...request, voice: 'onyx' })
  // Service, model and voice are the app's own.
  expect([selected.status, selected.headers.get('x-patchbay-ignored')]).toEqual([200, 'voice'])
  const other = await post('text-to-speech/generate', {
    ...request,
    chatMessageId: '01970000-0000-7000-8000-0000000000c1',
  })
  expect(other.status).toBe(404)
})

test('rejects unsupported Flowise operations with an alternative', async () => {
  for (const [path, message] of [
    ['vector/upsert/radio', 'under Knowledge'],
    ['webhook/radio', 'under Automations'],
    ['mcp/radio', '/mcp/apps/'],
  ] as const) {
    const rejected = await post(path, {})
    expect([rejected.status, await rejected.json()]).toEqual([
      400,
      expect.objectContaining({ statusCode: 400, success: false, message: expect.stringContaining(message) }),
    ])
  }
})
