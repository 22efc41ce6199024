import { expect, test } from 'vitest'
import type { RunEvent } from '@/lib/engine/events'
import { passagesToJson } from '@/lib/nodes/shared/passages/passages'
import { passage } from '@/lib/nodes/testing/model-ports'
import { passagesOfRun } from './passages-of-run'

const node = (nodeId: string, path = [nodeId]) => ({ nodeId, path, atMs: 0 })
const stored = (events: RunEvent[]) => events.map((event, seq) => ({ seq, event }))
const [first, second, visitors] = [passage(1), passage(2), { ...passage(3), knowledgeBaseId: '' }]

test('returns passages of Retrievers and of an agent’s tools, each once, with the first query', () => {
  const events: RunEvent[] = [
    { type: 'node-start', attempt: 1, inputs: { query: 'What?' }, ...node('r') },
    { type: 'node-end', outputs: { documents: passagesToJson([first]), reason: '' }, durationMs: 1, ...node('r') },
    {
      type: 'node-step',
      step: {
        key: 'call',
        kind: 'tool',
        name: 'Search',
        input: { query: 'More?' },
        startedAtMs: 0,
        durationMs: 1,
        output: { result: { documents: passagesToJson([second, first]) } },
      },
      ...node('agent'),
    } as RunEvent,
  ]
  expect(passagesOfRun(stored(events))).toEqual({ query: 'What?', passages: [first, second] })
})

test('ignores attached documents, which belong to no knowledge base, and values that are not passages', () => {
  const events: RunEvent[] = [
    { type: 'node-start', attempt: 1, inputs: { query: 'What?' }, ...node('f') },
    { type: 'node-end', outputs: { documents: passagesToJson([visitors]) }, durationMs: 1, ...node('f') },
    { type: 'node-end', outputs: { list: [{ text: 'no passage' }], text: 'x' }, durationMs: 1, ...node('x') },
  ]
  expect(passagesOfRun(stored(events))).toEqual({ query: null, passages: [] })
})
