import { expect, test } from 'vitest'
import type { ImageRequest } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'

const model = { connection: 'c1', model: 'painter' }

function painter() {
  const requests: ImageRequest[] = []
  const models: EnginePorts['models'] = {
    ...scriptedModel([]).models,
    makeImage: async (request) => {
      requests.push(request)
      return { bytes: Uint8Array.of(1), mediaType: 'image/jpeg', usage: null, decisions: [] }
    },
  }
  const files: EnginePorts['files'] = {
    ...fakePorts().files,
    keep: async ({ bytes, mediaType, name }) => ({
      fileId: '0198c0de-0000-7000-8000-0000000000f1',
      name,
      mediaType,
      sizeBytes: bytes.byteLength,
    }),
  }
  return { ports: { models, files }, requests }
}

test('shows images of several steps beside the text of the answer', async () => {
  const { ports, requests } = painter()
  const graph = chatApp(
    [
      { id: 'a', type: 'image-generation', config: { model, size: '1024x1536' } },
      { id: 'b', type: 'image-generation', config: { model } },
    ],
    [
      'in.message -> a.prompt',
      'in.message -> b.prompt',
      'a.image -> out.files',
      'b.image -> out.files',
      'in.message -> out.text',
    ],
  )
  const { outputs } = await runApp(graph, { inputs: { message: 'A cat' }, ports })
  expect(outputs).toMatchObject({ text: 'A cat', files: [{ name: 'picture.jpg' }, { name: 'picture.jpg' }] })
  expect(requests.map(({ prompt, size }) => [prompt, size])).toEqual([
    ['A cat', '1024x1536'],
    ['A cat', undefined],
  ])
})

test('passes a generated image to a model with vision', async () => {
  const { ports } = painter()
  const seen = scriptedModel([{ text: 'A cat.' }])
  const models = { ...seen.models, makeImage: ports.models.makeImage }
  const files = { ...ports.files, picture: async () => ({ mediaType: 'image/jpeg', base64: 'AQ==' }) }
  const graph = chatApp(
    [
      { id: 'a', type: 'image-generation', config: { model } },
      { id: 'm', type: 'chat-model' },
    ],
    ['in.message -> a.prompt', 'in.message -> m.prompt', 'a.image -> m.images', 'm.text -> out.text'],
  )
  expect((await runApp(graph, { inputs: { message: 'A cat' }, ports: { models, files } })).outputs?.text).toBe('A cat.')
  expect(seen.requests[0]?.messages.at(-1)?.images).toEqual([{ mediaType: 'image/jpeg', base64: 'AQ==' }])
})

test('rejects a prompt that is too long without a call', async () => {
  const { ports, requests } = painter()
  const graph = chatApp(
    [{ id: 'a', type: 'image-generation', config: { model } }],
    ['in.message -> a.prompt', 'a.image -> out.files'],
  )
  const { error } = await runApp(graph, { inputs: { message: 'x'.repeat(32_001) }, ports })
  expect([error?.code, requests.length]).toEqual(['LIMIT_EXCEEDED', 0])
})
