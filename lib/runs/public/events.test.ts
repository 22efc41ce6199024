import { expect, test } from 'vitest'
import type { PublicEvent } from '@/lib/contracts/public'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { emptyGraph, type Graph } from '@/lib/graph/graph'
import { planOf } from '../plan/plan-cache'
import { toPublicEvents } from './events'

const nodeDefaults = { version: 1, position: { x: 0, y: 0 } }
const graph: Graph = {
  ...emptyGraph(),
  nodes: [
    { id: 'input', type: 'input', label: 'Input', config: {}, ...nodeDefaults },
    {
      id: 'chat',
      type: 'chat-model',
      label: 'Chat',
      config: { model: { connection: 'c', model: 'm' } },
      ...nodeDefaults,
    },
    { id: 'answer', type: 'answer', label: 'Answer', config: {}, ...nodeDefaults },
  ],
  edges: [
    { id: 'e1', from: { node: 'input', port: 'message' }, to: { node: 'chat', port: 'prompt' } },
    { id: 'e2', from: { node: 'chat', port: 'text' }, to: { node: 'answer', port: 'text' } },
  ],
}

async function publicly(events: readonly RunEvent[]): Promise<PublicEvent[]> {
  // One batch for the first half and one for each event of the rest: the result must not depend on the batches.
  const stored = async function* (): AsyncGenerator<StoredRunEvent[]> {
    const all = events.map((event, index) => ({ seq: index + 1, event }))
    const half = all.length >> 1
    yield all.slice(0, half)
    for (const item of all.slice(half)) yield [item]
  }
  const usage = async () => ({ inputTokens: 0, outputTokens: 0, estimated: false })
  const publicEvents: PublicEvent[] = []
  const stream = { plan: planOf(graph, null), runId: 'r', requestId: 'q', sources: 'document' as const, usage }
  for await (const batch of toPublicEvents(stored(), stream)) publicEvents.push(...batch.map(({ event }) => event))
  return publicEvents
}

const node = { path: ['chat'], nodeId: 'chat', atMs: 0 }
const start = (attempt: number): RunEvent => ({ type: 'node-start', attempt, inputs: {}, ...node })
const delta = (text: string): RunEvent => ({ type: 'node-delta', port: 'text', text, ...node })
const end: RunEvent = { type: 'run-end', atMs: 0, durationMs: 1, outputs: { text: 'Hello' } }

test('text of a step whose process died is reset before it is repeated', async () => {
  const resume: RunEvent = { type: 'run-resume', atMs: 0, reason: 'recovery' }
  const publicEvents = await publicly([start(1), delta('Hel'), resume, start(2), delta('Hello'), end])
  expect(publicEvents.map((event) => (event.type === 'answer.delta' ? event.text : event.type))).toEqual([
    ...['Hel', 'answer.reset', 'Hello', 'run.completed'],
  ])
})

test('a step that starts for the first time resets nothing', async () => {
  const publicEvents = await publicly([start(1), delta('Hello'), end])
  expect(publicEvents.map(({ type }) => type)).toEqual(['answer.delta', 'run.completed'])
})

test('decisions of a step, and resets of other steps, are not visible outside', async () => {
  const inner = { path: ['judge'], nodeId: 'judge', atMs: 0 }
  const message = 'Key 2 of CANARY was refused; api.canary.example is asked.'
  const publicEvents = await publicly([
    start(1),
    { type: 'node-decision', decision: { kind: 'key', message, model: 'CANARY/secret-model' }, ...node },
    { type: 'node-delta', port: 'text', text: 'CANARY thought', ...inner },
    delta('Hello'),
    { type: 'node-rewind', characters: 6, ...inner },
    end,
  ])
  expect(JSON.stringify(publicEvents)).not.toMatch(/canary/i)
  expect(publicEvents.map(({ type }) => type)).toEqual(['answer.delta', 'run.completed'])
})

test('after a partial reset, only the visible answer text is repeated', async () => {
  const rewind: RunEvent = { type: 'node-rewind', characters: 3, ...node }
  const publicEvents = await publicly([start(1), delta('He'), delta('xxx'), rewind, delta('llo'), end])
  expect(publicEvents.map((event) => (event.type === 'answer.delta' ? event.text : event.type))).toEqual([
    ...['He', 'xxx', 'answer.reset', 'He', 'llo', 'run.completed'],
  ])
})
