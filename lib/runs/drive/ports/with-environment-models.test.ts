import { expect, test } from 'vitest'
import { fakePorts } from '@/lib/engine/testing/fake-ports'
import { withEnvironmentModels } from './with-environment-models'

const ref = (connection: string, model: string) => ({ connection, model })
const overrides = [
  { from: ref('route', 'best'), to: ref('route', 'cheap') },
  { from: ref('c1', 'large'), to: ref('c2', 'small') },
]

function watched(settings: typeof overrides | null) {
  const called: string[] = []
  const note = ({ connection, model }: { connection: string; model: string }) => called.push(`${connection}/${model}`)
  const { models } = fakePorts()
  const ports = withEnvironmentModels(
    {
      ...models,
      resolve: async (model) => (model.connection === 'auto' ? ref('c1', 'large') : model),
      chat: async (request, emit) => {
        note(request.model)
        emit({ type: 'finish', reason: 'stop' })
      },
      rerank: async (request) => {
        note(request.model)
        return { results: [], usage: null, decisions: [] }
      },
    },
    async () => (settings ? { models: settings } : null),
  )
  const chat = (model: ReturnType<typeof ref>) =>
    ports.chat({ model, messages: [], signal: AbortSignal.timeout(1_000) }, () => {})
  return { ports, called, chat }
}

test('calls the replacement where the environment replaces a step’s model or route', async () => {
  const { ports, called, chat } = watched(overrides)
  await chat(ref('route', 'best'))
  await chat(ref('c1', 'large'))
  await chat(ref('c1', 'other'))
  await ports.rerank({
    model: ref('c1', 'large'),
    query: 'q',
    texts: [],
    limit: 1,
    signal: AbortSignal.timeout(1_000),
  })
  expect(called).toEqual(['route/cheap', 'c2/small', 'c1/other', 'c2/small'])
})

test('also replaces the model that the default resolves to, and calls the replacement directly', async () => {
  const { ports, called, chat } = watched(overrides)
  const resolved = await ports.resolve(ref('auto', ''))
  expect(resolved).toEqual(ref('c2', 'small'))
  await chat(resolved)
  expect(called).toEqual(['c2/small'])
})

test('without settings of its own a run calls the models that its steps name', async () => {
  const { called, chat } = watched(null)
  await chat(ref('c1', 'large'))
  expect(called).toEqual(['c1/large'])
})
