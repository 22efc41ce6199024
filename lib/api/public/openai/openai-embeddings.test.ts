import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import OpenAI, { BadRequestError, NotFoundError } from 'openai'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleEntry } from '@/lib/models/builtin/bundle-entry'
import { createEmbedder, type Embedder } from '@/lib/models/builtin/create-embedder'
import { chatApp } from '@/lib/nodes/testing/run-app'
import { dropSingleton, singleton } from '@/lib/platform/singleton'
import { type ServedApp, serveApp } from '../../testing/served-app'

let served: ServedApp
let client: OpenAI
let modelsDirectory: string
let embedder: Embedder
beforeAll(async () => {
  modelsDirectory = await mkdtemp(path.join(os.tmpdir(), 'patchbay-embeddings-'))
  const entry = await bundleEntry('lib/models/builtin/embedder.entry.ts')
  embedder = singleton('builtin-embedder', () => createEmbedder({ entry, modelsDirectory }))
  served = await serveApp('embedding', (connection) =>
    chatApp(
      [
        { id: 'e', type: 'embed-text', config: { model: { connection, model: 'wire-embed' } } },
        { id: 'm', type: 'chat-model', config: { model: { connection, model: 'm' } } },
      ],
      ['in.message -> e.text', 'in.message -> m.prompt', 'm.text -> out.text'],
    ),
  )
  client = new OpenAI({ apiKey: served.apiKey, baseURL: `${served.url}/api/openai/v1`, maxRetries: 0 })
}, 120_000)
afterAll(async () => {
  await served.close()
  dropSingleton('builtin-embedder')
  await embedder.close()
  await rm(modelsDirectory, { recursive: true, force: true })
})

const BUILT_IN = 'builtin/all-minilm-l6-v2'

test('embeds with the built-in model in the openai package, as base64 by default and as numbers', async () => {
  const { data, usage, model } = await client.embeddings.create({
    model: BUILT_IN,
    input: ['a cat', 'a kitten', 'tax law'],
  })
  expect([model, data.map(({ index }) => index), data.map(({ embedding }) => embedding.length)]).toEqual([
    ...[BUILT_IN, [0, 1, 2], [384, 384, 384]],
  ])
  expect(usage.prompt_tokens).toBeGreaterThan(3)
  const [cat = [], kitten = [], law = []] = data.map(({ embedding }) => embedding)
  const similarity = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
  expect(similarity(cat, kitten)).toBeGreaterThan(similarity(cat, law))
  const plain = await client.embeddings.create({ model: BUILT_IN, input: 'a cat', encoding_format: 'float' })
  // Batched texts differ from single ones in the last digits.
  expect(similarity(plain.data[0]?.embedding ?? [], cat)).toBeGreaterThan(0.99)
})

test('lets a key call and list the embedding models of its apps', async () => {
  const { data, usage } = await client.embeddings.create({ model: 'wire-embed', input: ['four', 'three'] })
  expect(data.map(({ embedding }) => embedding)).toEqual([
    [4, 0.5, -2],
    [5, 0.5, -2],
  ])
  expect(usage).toEqual({ prompt_tokens: 7, total_tokens: 7 })
  const unknown = client.embeddings.create({ model: 'other-embed', input: 'x' })
  await expect(unknown).rejects.toThrow(NotFoundError)
  await expect(unknown).rejects.toMatchObject({
    code: 'model_not_found',
    message: expect.stringContaining('wire-embed'),
  })
})

test('rejects unsupported embedding parameters with the reason', async () => {
  const create = (overrides: object) =>
    client.post('/embeddings', { body: { model: BUILT_IN, input: 'x', ...overrides } })
  await expect(create({ dimensions: 100 })).rejects.toMatchObject({ status: 400, param: 'dimensions' })
  await expect(create({ dimensions: 384 })).resolves.toBeTruthy()
  await expect(create({ input: [[1, 2, 3]] })).rejects.toThrow(/input\[0\]: Invalid input: expected string/)
  await expect(create({ input: '' })).rejects.toThrow(BadRequestError)
  await expect(create({ input: Array.from({ length: 513 }, () => 'x') })).rejects.toThrow(BadRequestError)
})
