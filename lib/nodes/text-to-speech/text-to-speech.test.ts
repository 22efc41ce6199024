import { expect, test } from 'vitest'
import type { SpeakRequest } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'

const model = { connection: 'c1', model: 'tts' }
const graph = (config: object) =>
  chatApp(
    [{ id: 's', type: 'text-to-speech', config: { model, ...config } }],
    ['in.message -> s.text', 's.audio -> out.files'],
  )

function voice() {
  const requests: SpeakRequest[] = []
  const kept: string[] = []
  const models: EnginePorts['models'] = {
    ...scriptedModel([]).models,
    speak: async (request) => {
      requests.push(request)
      const usage = { model: 'c1/tts', inputTokens: 0, outputTokens: 0, costMicros: 75, estimated: true }
      return { bytes: Uint8Array.of(1, 2), mediaType: 'audio/ogg', usage, decisions: [] }
    },
  }
  const files: EnginePorts['files'] = {
    ...fakePorts().files,
    keep: async ({ bytes, mediaType, name }) => {
      kept.push(name)
      return { fileId: '0198c0de-0000-7000-8000-0000000000f1', name, mediaType, sizeBytes: bytes.byteLength }
    },
  }
  return { ports: { models, files }, requests, kept }
}

test('reads text aloud, stores the recording and accepts it as an answer', async () => {
  const { ports, requests, kept } = voice()
  const { outputs } = await runApp(graph({ voice: 'nova', format: 'opus' }), { inputs: { message: ' Hello. ' }, ports })
  expect(requests[0]).toMatchObject({ model, text: 'Hello.', voice: 'nova', format: 'opus' })
  expect(kept).toEqual(['speech.ogg'])
  expect(outputs).toMatchObject({ text: '', files: [{ name: 'speech.ogg', mediaType: 'audio/ogg', sizeBytes: 2 }] })
})

test("rejects an empty text without a call, and uses the service's default voice", async () => {
  const { ports, requests } = voice()
  const empty = chatApp(
    [
      { id: 'j', type: 'code' },
      { id: 's', type: 'text-to-speech', config: { model } },
    ],
    ['in.message -> j.text', 'j.result -> s.text', 's.audio -> out.files'],
  )
  const sandbox: EnginePorts['sandbox'] = { run: async () => ({ output: ' ', logs: [] }) }
  const { error } = await runApp(empty, { inputs: { message: 'x' }, ports: { ...ports, sandbox } })
  expect(error?.code).toBe('INVALID_INPUT')
  await runApp(graph({}), { inputs: { message: 'Hi' }, ports })
  expect(requests).toHaveLength(1)
  expect(requests[0]).not.toHaveProperty('voice')
})
