import { expect, test } from 'vitest'
import type { JsonObject } from '@/lib/core/json'
import type { EnginePorts } from '@/lib/engine/ports'
import { chatApp, runApp, withAnswers } from '../testing/run-app'

/** `start` creates a state from the message, `add` increments it. */
const sandbox: EnginePorts['sandbox'] = {
  run: async ({ code, input }) => {
    const state = typeof input.text === 'object' && input.text !== null && !Array.isArray(input.text) ? input.text : {}
    const count = Number(state.count ?? 0) + 1
    return { output: code === 'start' ? { count: Number(input.text) } : { count, done: count >= 3 }, logs: [] }
  },
}
const any = { inputs: [{ name: 'text', kind: 'any' }] }

const graphOf = (config: JsonObject = {}) =>
  chatApp(
    [
      { id: 'begin', type: 'code', config: { code: 'start' } },
      { id: 'l', type: 'loop', config },
      { id: 'add', type: 'code', parent: 'l', config: { code: 'add', ...any } },
    ],
    [
      'in.message -> begin.text',
      'begin.result -> l.start',
      'l.state -> add.text',
      'add.result -> l.next',
      'l.result -> out.data',
      ...(config.onLimit === 'port' ? ['l.unfinished -> out.text'] : ['l.rounds -> out.text']),
    ],
  )
const run = (config: JsonObject, message = '0') => runApp(graphOf(config), { inputs: { message }, ports: { sandbox } })

test('E20 iterates until a condition holds, each round on the previous state', async () => {
  const { outputs, events } = await run({})
  expect([outputs?.data, outputs?.text]).toEqual([{ count: 3, done: true }, '3'])
  const ended = events.flatMap((event) => (event.type === 'node-end' ? [event.path.join('/')] : []))
  expect(ended.filter((path) => path.startsWith('l/'))).toEqual(['l/0/add', 'l/1/add', 'l/2/add'])
})

test('checks `while` before each round, so that there may be none', async () => {
  const below = { mode: 'while', conditions: [{ path: 'count', operator: 'less', right: '5' }] }
  expect((await run(below)).outputs).toMatchObject({ data: { count: 5 }, text: '5' })
  expect((await run(below, '7')).outputs).toMatchObject({ data: { count: 7 }, text: '0' })
})

test('E20 fails at the limit, or outputs the current state on a separate port', async () => {
  const { error } = await run({ maxRounds: 2 })
  expect(error).toMatchObject({ code: 'LIMIT_EXCEEDED', nodeId: 'l', message: expect.stringContaining('2 rounds') })
  const loopRun = await run({ maxRounds: 2, onLimit: 'port' })
  expect(loopRun.outputs?.text).toBe('{"count":2,"done":false}')
})

test('resumes a round that waits for a person where it stopped', async () => {
  const graph = chatApp(
    [
      { id: 'begin', type: 'code', config: { code: 'start' } },
      { id: 'l', type: 'loop' },
      { id: 'add', type: 'code', parent: 'l', config: { code: 'add', ...any } },
      { id: 'ask', type: 'approval', parent: 'l' },
    ],
    [
      'in.message -> begin.text',
      'begin.result -> l.start',
      'l.state -> add.text',
      'add.result -> ask.content',
      'ask.approved -> l.next',
      'l.result -> out.data',
      'l.rounds -> out.text',
    ],
  )
  const yes = { decision: 'approved', values: {}, comment: '', by: 'Ada' }
  const options = { inputs: { message: '1' }, ports: { sandbox } }
  const first = await runApp(graph, options)
  expect(first.pendingInputs.map((wait) => wait.path.join('/'))).toEqual(['l/0/ask'])
  const second = await runApp(graph, { ...options, before: withAnswers(first, { 'l/0/ask/answer': yes }) })
  expect(second.pendingInputs.map((wait) => wait.path.join('/'))).toEqual(['l/1/ask'])
  const events = [...withAnswers(first, { 'l/0/ask/answer': yes }), ...second.events]
  const last = await runApp(graph, {
    ...options,
    before: withAnswers({ ...second, events }, { 'l/1/ask/answer': yes }),
  })
  expect(last.outputs).toMatchObject({ data: { count: 3, done: true }, text: '2' })
  expect(last.events.filter((event) => event.type === 'node-start' && event.nodeId === 'add')).toEqual([])
})
