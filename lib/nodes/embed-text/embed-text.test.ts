import { expect, test } from 'vitest'
import type { EmbedRequest } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { scriptedModel } from '../testing/model-ports'
import { chatApp, runApp } from '../testing/run-app'

const model = { connection: 'c1', model: 'embed-x' }
const graph = chatApp(
  [{ id: 'e', type: 'embed-text', config: { model, use: 'document' } }],
  ['in.message -> e.text', 'e.vector -> out.text'],
)

function embedder() {
  const requests: EmbedRequest[] = []
  const models: EnginePorts['models'] = {
    ...scriptedModel([]).models,
    embedWith: async (request) => {
      requests.push(request)
      const usage = { model: 'c1/embed-x', inputTokens: 2, outputTokens: 0, costMicros: 1, estimated: false }
      return { vectors: [Float32Array.of(0.5, -1)], usage, decisions: [] }
    },
  }
  return { models, requests }
}

test('returns the vector of text as a list of numbers, with its cost', async () => {
  const { models, requests } = embedder()
  const { outputs, events } = await runApp(graph, { inputs: { message: ' Hi ' }, ports: { models } })
  expect(JSON.parse(String(outputs?.text))).toEqual([0.5, -1])
  expect(requests[0]).toMatchObject({ model, texts: ['Hi'], use: 'document', nodeId: 'e' })
  expect(events.find(({ type }) => type === 'node-usage')).toMatchObject({ usage: { costMicros: 1 } })
})

test.each([
  ['  ', 'INVALID_INPUT'],
  ['x'.repeat(100_001), 'LIMIT_EXCEEDED'],
])('rejects an empty text and one that is too long without a call', async (message, code) => {
  const { models, requests } = embedder()
  const { error } = await runApp(graph, { inputs: { message }, ports: { models } })
  expect([error?.code, requests.length]).toEqual([code, 0])
})
