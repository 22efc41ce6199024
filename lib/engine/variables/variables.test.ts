import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '@/lib/core/json'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import type { VariableOperation } from '@/lib/graph/variables/apply-operation'
import type { VariableDeclaration } from '@/lib/graph/variables/declaration'
import type { RunEvent } from '../events'
import { seedForRerun, seedForResume } from '../resume/seed'
import { foldRun } from '../state/run-state'
import { fakePorts } from '../testing/fake-ports'
import { type Behavior, runGraph, samplePlan } from '../testing/run-graph'
import type { VariableValues } from './types'

const declare = (name: string, overrides: Partial<VariableDeclaration> = {}): VariableDeclaration => ({
  name,
  type: 'number',
  default: 0,
  scope: 'run',
  personal: false,
  maxCharacters: 100,
  ...overrides,
})
const inputWith = (...variables: VariableDeclaration[]) =>
  sampleNode('in', 'input', JSON.parse(JSON.stringify({ variables })))

const assign =
  (variable: string, operation: VariableOperation, value: Json): Behavior =>
  async ({ ctx }) => ({ out: await ctx.assign([{ variable, operation, value }]) })
const setsIn = (events: readonly RunEvent[]) => events.filter((event) => event.type === 'variable-set')
const textOf = (events: readonly RunEvent[]) => foldRun(events).outputs?.text

/** `early` reads the variable before `set` changes it, and `say` reads it afterwards. */
const chain = sampleGraph(
  [
    inputWith(declare('n', { default: 7 })),
    sampleNode('early', 'template', { text: '{{vars.n}}' }),
    sampleNode('set', 'pair'),
    sampleNode('say', 'template', { text: '{{early.text}} {{vars.n}}' }),
    sampleNode('end', 'answer'),
  ],
  ['in.question > early.when', 'early.text > set.a', 'set.out > say.when', 'say.text > end.text'],
)

test('E61 reads a variable when a step starts, in the order of the edges', async () => {
  const events = await runGraph(chain, { behaviors: { set: assign('n', 'increment', 1) } })
  expect(textOf(events)).toBe('7 8')
  const types = events.flatMap((event) => ('nodeId' in event && event.nodeId === 'set' ? [event.type] : []))
  expect(types).toEqual(['node-start', 'variable-set', 'node-end'])
})

test('E62 applies all changes of a step or none', async () => {
  const graph = {
    ...chain,
    nodes: chain.nodes.map((node) =>
      node.id === 'set' ? { ...node, policy: { onError: 'default' as const, defaultOutputs: { out: 1 } } } : node,
    ),
  }
  const set: Behavior = async ({ ctx }) => ({
    out: await ctx.assign([
      { variable: 'n', operation: 'increment', value: 1 },
      { variable: 'n', operation: 'set', value: 'no number' },
    ]),
  })
  const events = await runGraph(graph, { behaviors: { set } })
  expect([textOf(events), setsIn(events)]).toEqual(['7 7', []])
  const assignTwice: Behavior = async ({ ctx }) => ({
    out: await ctx.assign([
      { variable: 'n', operation: 'increment', value: 1 },
      { variable: 'n', operation: 'multiply', value: 2 },
    ]),
  })
  expect(textOf(await runGraph(graph, { behaviors: { set: assignTwice } }))).toBe('7 16')
})

test('E63 repeats no change when the run is killed after any event', async () => {
  const behaviors = { set: assign('n', 'increment', 1) }
  const events = await runGraph(chain, { behaviors })
  for (let length = 1; length < events.length; length += 1) {
    const before = events.slice(0, length)
    const rest = await runGraph(chain, { behaviors, seed: seedForResume(before) })
    const all = [...before, ...rest]
    expect([length, textOf(all), setsIn(all).length]).toEqual([length, '7 8', 1])
  }
})

test('E63 repeats no change when the step is retried', async () => {
  let attempts = 0
  const set: Behavior = async ({ ctx }) => {
    const assigned = await ctx.assign([{ variable: 'n', operation: 'increment', value: 1 }])
    attempts += 1
    if (attempts === 1) throw new Error('after the change')
    return { out: assigned }
  }
  const graph = {
    ...chain,
    nodes: chain.nodes.map((node) =>
      node.id === 'set'
        ? {
            ...node,
            policy: { onError: 'fail' as const, retry: { count: 1, backoffSeconds: 0, on: ['network' as const] } },
          }
        : node,
    ),
  }
  const failing = await runGraph(graph, { behaviors: { set } })
  // An unexpected failure is not retried; a resumed run starts the step again.
  const cut = failing.slice(
    0,
    failing.findIndex(({ type }) => type === 'node-error'),
  )
  const all = [...cut, ...(await runGraph(graph, { behaviors: { set }, seed: seedForResume(cut) }))]
  expect([textOf(all), setsIn(all).length]).toEqual(['7 8', 1])
})

test('E64 keeps the changes of kept steps when a run is repeated', async () => {
  const behaviors = { set: assign('n', 'increment', 1) }
  const events = await runGraph(chain, { behaviors, variables: { n: { value: 20, revision: 3 } } })
  expect(textOf(events)).toBe('20 21')
  const fromSay = seedForRerun(events, samplePlan(chain), ['say'])
  const second = await runGraph(chain, { behaviors, seed: fromSay })
  expect([textOf(second), setsIn(second).map(({ pinned }) => pinned)]).toEqual(['20 21', [true]])
  const fromSet = await runGraph(chain, { behaviors, seed: seedForRerun(events, samplePlan(chain), ['set']) })
  expect([textOf(fromSet), setsIn(fromSet).map(({ pinned }) => pinned)]).toEqual(['20 21', [undefined]])
  // The rerun resumes by itself. What it keeps is emitted, and therefore stored, at once.
  const firstStart = second.findIndex(({ type }) => type === 'node-start')
  for (let length = firstStart; length < second.length; length += 1) {
    const rest = await runGraph(chain, { behaviors, seed: seedForResume(second.slice(0, length)) })
    expect([length, textOf([...second.slice(0, length), ...rest])]).toEqual([length, '20 21'])
  }
})

/** An in-memory store that applies the changes of each step once. */
function memoryStore(values: VariableValues = {}) {
  const writes = new Map<string, JsonObject>()
  const committed: number[] = []
  const ports = fakePorts({
    variables: {
      keeps: (scope) => scope === 'app',
      load: async () => values,
      write: async ({ step, changes }) => {
        writes.set(step, {})
        return changes.map(({ variable: { name, default: value } }) => {
          const current = values[name] ?? { value, revision: 0 }
          const after = { value: Number(current.value) + 1, revision: current.revision + 1 }
          values[name] = after
          return { ...after, previousRevision: current.revision }
        })
      },
    },
  })
  return { ports, values, writes, committed }
}

test('E65 stores everything before a change beyond the run, and the change before its successors', async () => {
  const { ports } = memoryStore()
  const stored: string[] = []
  const log: string[] = []
  const store = {
    append: (event: RunEvent) => {
      log.push('nodeId' in event ? `${event.type} ${event.nodeId}` : event.type)
    },
    committed: async () => {
      stored.push(log.at(-1) ?? '')
    },
  }
  const graph = { ...chain, nodes: [inputWith(declare('n', { scope: 'app' })), ...chain.nodes.slice(1)] }
  const events = await runGraph(graph, { appId: 'app', ports, store, behaviors: { set: assign('n', 'increment', 1) } })
  expect(textOf(events)).toBe('0 1')
  expect(stored).toEqual(['node-start set', 'variable-set set'])
})

test('E66 keeps a value for the run when its scope has no key, and names the scope that applied', async () => {
  const { ports, writes } = memoryStore()
  const variables = [declare('n', { scope: 'conversation' }), declare('m', { scope: 'app' })]
  const graph = { ...chain, nodes: [inputWith(...variables), ...chain.nodes.slice(1)] }
  const set: Behavior = async ({ ctx }) => ({
    out: await ctx.assign([
      { variable: 'm', operation: 'increment', value: 1 },
      { variable: 'n', operation: 'increment', value: 1 },
    ]),
  })
  const events = await runGraph(graph, { appId: 'app', ports, behaviors: { set } })
  const [created] = setsIn(events)
  expect(created?.changes.map(({ name, scope }) => [name, scope])).toEqual([
    ['m', 'app'],
    ['n', 'run'],
  ])
  expect([...writes.keys()]).toEqual(['set'])
})

test('reports the revision of another run that a value replaced unread', async () => {
  const { ports } = memoryStore({ n: { value: 4, revision: 9 } })
  const graph = { ...chain, nodes: [inputWith(declare('n', { scope: 'app' })), ...chain.nodes.slice(1)] }
  const started = { appId: 'app', ports, variables: { n: { value: 3, revision: 8 } } }
  const [created] = setsIn(await runGraph(graph, { ...started, behaviors: { set: assign('n', 'set', 1) } }))
  expect(created?.changes[0]).toMatchObject({ overwrote: 9, revision: 10 })
})

test('E67 gives a sub-app variables of its own', async () => {
  const { ports } = memoryStore({ n: { value: 40, revision: 1 } })
  const inner = samplePlan({ ...chain, nodes: [inputWith(declare('n', { scope: 'app' })), ...chain.nodes.slice(1)] })
  const outer = sampleGraph(
    [
      inputWith(declare('n')),
      sampleNode('sub', 'pair'),
      sampleNode('say', 'template', { text: '{{sub.out}} {{vars.n}}' }),
      sampleNode('end', 'answer'),
    ],
    ['in.question > sub.a', 'sub.out > say.when', 'say.text > end.text'],
  )
  const sub: Behavior = async ({ ctx }) => {
    const outcome = await ctx.runPlan({ key: 'app', plan: inner, inputs: { question: 'x' }, appId: 'other' })
    return { out: outcome.type === 'done' ? (outcome.outputs.text ?? null) : outcome.type }
  }
  const behaviors = { sub, set: assign('n', 'increment', 1) }
  const events = await runGraph(outer, { appId: 'app', ports, behaviors })
  expect(textOf(events)).toBe('40 41 0')
  expect(setsIn(events).map(({ app, path }) => [app, path])).toEqual([
    [
      ['sub', 'app'],
      ['sub', 'app', 'set'],
    ],
  ])
  for (let length = 1; length < events.length; length += 1) {
    const eventsBefore = events.slice(0, length)
    // The store counts again only where the change was not stored: the real one knows the step.
    const isDone = setsIn(eventsBefore).length > 0
    const rest = await runGraph(outer, { appId: 'app', ports, behaviors, seed: seedForResume(eventsBefore) })
    if (isDone) expect([length, textOf([...eventsBefore, ...rest])]).toEqual([length, '40 41 0'])
  }
})

/** Steps that each add one, side by side, in a container and one after another. */
const counters = sampleGraph(
  [
    inputWith(declare('n')),
    sampleNode('each', 'each'),
    sampleNode('a', 'pair', {}, { parent: 'each' }),
    sampleNode('b', 'pair'),
    sampleNode('c', 'pair'),
    sampleNode('say', 'template', { text: '{{vars.n}}' }),
    sampleNode('end', 'answer'),
  ],
  [
    ...['in.question > each.items', 'each.item > a.a', 'a.out > each.result', 'in.question > b.a', 'b.out > c.a'],
    ...['each.results > say.when', 'c.out > say.when', 'say.text > end.text'],
  ],
)

test('counts every step once, wherever the processes of the run are killed', async () => {
  const add = assign('n', 'increment', 1)
  const behaviors = { a: add, b: add, c: add }
  const inputs = { question: ['x', 'y', 'z'] }
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 5 }), async (lengths) => {
      const stored: RunEvent[] = []
      for (const length of [...lengths, Number.POSITIVE_INFINITY]) {
        if (stored.at(-1)?.type === 'run-end') break
        const seed = stored.length > 0 ? { seed: seedForResume(stored) } : {}
        const events = await runGraph(counters, { behaviors, inputs, ...seed })
        stored.push(...events.slice(0, length))
      }
      expect([textOf(stored), setsIn(stored).length]).toEqual(['5', 5])
    }),
    { numRuns: 40 },
  )
})
