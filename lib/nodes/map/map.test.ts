import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import { eventLoopTurns } from '@/lib/platform/testing/event-loop-turns'
import { chatApp, runApp, withAnswers } from '../testing/run-app'

const split = { id: 'split', type: 'code', config: { code: 'return input.text.split(" ")' } }
const EDGES = ['in.message -> split.text', 'split.result -> m.items', 'm.results -> out.data', 'm.results -> out.text']

function sandboxOf(
  each: (item: string) => Promise<string> = async (item) => item.toUpperCase(),
): EnginePorts['sandbox'] {
  return {
    run: async ({ code, input }) => ({
      output: code.includes('split') ? String(input.text).split(' ') : await each(String(input.text)),
      logs: [],
    }),
  }
}

const graphOf = (config: JsonObject = {}) =>
  chatApp(
    [
      split,
      { id: 'm', type: 'map', config },
      { id: 'each', type: 'code', parent: 'm', config: { code: 'return input.text' } },
      { id: 'say', type: 'template', parent: 'm', config: { text: '{{n}} {{word}} of {{in.message}}' } },
    ],
    [...EDGES, 'm.item -> each.text', 'm.index -> say.n', 'each.result -> say.word', 'say.text -> m.result'],
  )

test('E16 runs its body for every item in order, with access to outside values', async () => {
  const turns: Record<string, number> = { a: 60, b: 1, c: 20 }
  const sandbox = sandboxOf(async (item) => {
    await eventLoopTurns(turns[item])
    return item.toUpperCase()
  })
  const { outputs, events } = await runApp(graphOf(), { inputs: { message: 'a b c' }, ports: { sandbox } })
  expect(outputs?.data).toEqual(['0 A of a b c', '1 B of a b c', '2 C of a b c'])
  const ended = events.flatMap((event) => (event.type === 'node-end' ? [event.path.join('/')] : []))
  expect(ended.filter((path) => path.endsWith('say'))).toEqual(['m/1/say', 'm/2/say', 'm/0/say'])
})

test('E19 fails on an item, or keeps its error as a gap, as configured', async () => {
  const sandbox = sandboxOf(async (item) => {
    if (item === 'b') throw new Error('secret')
    return item
  })
  const failed = await runApp(graphOf(), { inputs: { message: 'a b c' }, ports: { sandbox } })
  expect(failed.error).toMatchObject({
    code: 'INTERNAL',
    message: 'Item 2: The node failed unexpectedly.',
    nodeId: 'm',
  })
  const kept = await runApp(graphOf({ onItemError: 'keep' }), { inputs: { message: 'a b c' }, ports: { sandbox } })
  expect(kept.outputs?.data).toEqual(['0 a of a b c', null, '2 c of a b c'])
  const end = kept.events.find((event) => event.type === 'node-end' && event.nodeId === 'm')
  expect(end).toMatchObject({ outputs: { errors: [{ index: 1, code: 'INTERNAL' }] } })
})

test('limits parallel items, and rejects a list that is too long', async () => {
  let running = 0
  let most = 0
  const sandbox = sandboxOf(async (item) => {
    running += 1
    most = Math.max(most, running)
    await eventLoopTurns(1)
    running -= 1
    return item
  })
  await runApp(graphOf({ parallel: 2 }), { inputs: { message: 'a b c d e f' }, ports: { sandbox } })
  expect(most).toBe(2)
  const { error } = await runApp(graphOf({ maxItems: 2 }), { inputs: { message: 'a b c' }, ports: { sandbox } })
  expect(error).toMatchObject({ code: 'LIMIT_EXCEEDED' })
})

test('pauses for all items at once, keeps completed ones, and resumes with the answers', async () => {
  const graph = chatApp(
    [
      split,
      { id: 'm', type: 'map', config: { parallel: 2 } },
      { id: 'ask', type: 'approval', parent: 'm', config: { title: '{{word}}?' } },
    ],
    [...EDGES, 'm.item -> ask.content', 'm.item -> ask.word', 'ask.approved -> m.result'],
  )
  const options = { inputs: { message: 'a b c' }, ports: { sandbox: sandboxOf() } }
  const paused = await runApp(graph, options)
  expect(paused.events.at(-1)?.type).toBe('run-pause')
  expect(paused.pendingInputs.map((wait) => wait.path.join('/'))).toEqual(['m/0/ask', 'm/1/ask', 'm/2/ask'])
  const yes = { decision: 'approved', values: {}, comment: '', by: 'Ada' }
  const some = await runApp(graph, { ...options, before: withAnswers(paused, { 'm/1/ask/answer': yes }) })
  expect([some.events[0]?.type, some.events.at(-1)?.type, some.pendingInputs.length]).toEqual([
    'run-resume',
    'run-pause',
    0,
  ])
  const rest = { 'm/0/ask/answer': yes, 'm/2/ask/answer': { ...yes, decision: 'rejected' } }
  const before = withAnswers(
    { ...paused, events: [...withAnswers(paused, { 'm/1/ask/answer': yes }), ...some.events] },
    rest,
  )
  const { outputs } = await runApp(graph, { ...options, before })
  expect(outputs?.data).toEqual(['a', 'b', null])
})
