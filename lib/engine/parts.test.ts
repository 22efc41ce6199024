import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Graph } from '@/lib/graph/graph'
import { PART_KINDS, type PartKind, type PartPlan, planPart } from '@/lib/graph/partial/plan-part'
import { restrictPlan } from '@/lib/graph/partial/restrict-plan'
import { listReferences } from '@/lib/graph/templates/references'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import type { RunEvent } from './events'
import { execute } from './execute'
import type { Execution } from './execution'
import { seedForResume, seedOf } from './resume/seed'
import { foldRun } from './state/run-state'
import { type RandomGraph, randomGraph } from './testing/random-graph'
import { BEHAVIORS, runGraph, sampleExecution, samplePlan } from './testing/run-graph'
import { scriptBehaviors, type Watch } from './testing/script-behaviors'

const numRuns = Number(process.env.PROPERTY_RUNS ?? 60)

/** Results of the top-level steps after these events. */
function knownFrom(events: readonly RunEvent[]) {
  const all = [...seedForResume(events).completions].filter(([key]) => !key.includes('/'))
  return new Map(all)
}

async function runPart(graph: Graph, part: PartPlan, events: readonly RunEvent[], execution: Partial<Execution>) {
  const knownResults = knownFrom(events)
  const seed = seedOf(new Map(part.reused.map((id) => [id, knownResults.get(id) ?? null])))
  const found: RunEvent[] = []
  const plan = restrictPlan(samplePlan(graph), part)
  for await (const event of execute(plan, { ...sampleExecution(execution), seed, usePinned: true })) found.push(event)
  return found
}

/** Derived from the graph only: the sources of each top-level node, by its edges and texts and those inside it. */
function readsOf({ nodes, edges }: Graph): Map<string, Set<string>> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const top = (id: string): string => {
    const parent = byId.get(id)?.parent
    return parent === undefined ? id : top(parent)
  }
  const pairs = [
    ...edges.map(({ from, to }) => [from.node, to.node]),
    ...nodes.flatMap(({ id, config }) =>
      listReferences(String(config.text ?? '')).map(({ path }) => [path[0] ?? '', id]),
    ),
  ]
  const reads = new Map(nodes.filter(({ parent }) => parent === undefined).map(({ id }) => [id, new Set<string>()]))
  for (const [from = '', to = ''] of pairs) if (top(from) !== top(to)) reads.get(top(to))?.add(top(from))
  return reads
}

function closure(start: string, next: (id: string) => Iterable<string>): Set<string> {
  const seen = new Set([start])
  for (const id of seen) for (const other of next(id)) seen.add(other)
  return seen
}

function neededBy(graph: Graph, kind: PartKind, id: string): Set<string> {
  const reads = readsOf(graph)
  if (kind === 'node') return new Set([id])
  if (kind === 'to') return closure(id, (node) => reads.get(node) ?? [])
  return closure(id, (node) => [...reads].flatMap(([reader, sources]) => (sources.has(node) ? [reader] : [])))
}

const startedAtTop = (events: readonly RunEvent[]) =>
  new Set(events.flatMap((event) => (event.type === 'node-start' && event.path.length === 1 ? [event.nodeId] : [])))

const executionOf = (random: RandomGraph): Partial<Execution> => {
  const watch: Watch = { calls: [], live: 0 }
  const behaviors = scriptBehaviors(random, watch, (type) => BEHAVIORS[type])
  return { ...sampleExecution({ behaviors }), maxParallel: 4 }
}

test('executes exactly the needed steps of a part, with the results of the whole run', async () => {
  await fc.assert(
    fc.asyncProperty(randomGraph, fc.constantFrom(...PART_KINDS), fc.nat(30), async (random, kind, pick) => {
      const graph = withoutQuestions(random)
      const complete: RunEvent[] = []
      for await (const event of execute(samplePlan(graph), {
        ...sampleExecution(),
        ...executionOf({ ...random, graph }),
      }))
        complete.push(event)
      const top = graph.nodes.filter(({ parent }) => parent === undefined)
      const id = top[pick % top.length]?.id ?? 'in'
      const part = planPart(samplePlan(graph), { kind, nodeId: id, known: new Set(knownFrom(complete).keys()) })
      if (!part) throw new Error('It is a step')
      const needed = neededBy(graph, kind, id)
      expect(new Set(part.runs)).toEqual(needed)
      if (part.missing.length > 0) {
        // Only if the whole run failed before reaching it.
        expect(complete.at(-1)?.type).toBe('run-error')
        return
      }
      const events = await runPart(graph, part, complete, executionOf({ ...random, graph }))
      for (const started of startedAtTop(events)) expect(needed.has(started), `${started} ran`).toBe(true)
      const [before, after] = [foldRun(complete), foldRun(events)]
      if (before.status !== 'done') return
      expect(after.status).toBe('done')
      expect(
        new Set(
          Object.values(after.nodes)
            .filter(({ path }) => path.length === 1)
            .map(({ nodeId }) => nodeId),
        ),
      ).toEqual(new Set([...needed, ...part.reused]))
      for (const node of needed) expect(after.nodes[node]).toMatchObject(statusAndOutputs(before.nodes[node]))
      for (const node of part.reused) expect(startedAtTop(events).has(node)).toBe(false)
    }),
    { numRuns },
  )
})

const statusAndOutputs = (node: ReturnType<typeof foldRun>['nodes'][string] | undefined) => ({
  status: node?.status,
  outputs: node?.outputs,
})

/** Replaces nodes that ask a person: they would ask again, which another test covers. */
function withoutQuestions({ graph }: RandomGraph): Graph {
  return { ...graph, nodes: graph.nodes.map((node) => (node.type === 'ask' ? { ...node, type: 'pair' } : node)) }
}

const chain = (pins: Record<string, number> = {}) =>
  sampleGraph(
    [
      sampleNode('in', 'input'),
      ...['a', 'b', 'c', 'd'].map((id) =>
        sampleNode(id, 'pair', {}, id in pins ? { pinned: { out: pins[id] ?? 0 } } : {}),
      ),
      sampleNode('end', 'answer'),
    ],
    ['in.question > a.a', 'a.out > b.a', 'b.out > c.a', 'in.question > d.a', 'd.out > c.b', 'c.out > end.text'],
  )

const partOf = (graph: Graph, kind: PartKind, nodeId: string, known: string[] = [], runMissing = false) =>
  planPart(samplePlan(graph), { kind, nodeId, known: new Set(known), runMissing })

test('skips nodes that only a pinned node needs, and ignores the pin of the requested node', async () => {
  const graph = chain({ b: 7 })
  const to = partOf(graph, 'to', 'c')
  expect(to).toMatchObject({ runs: ['in', 'c', 'd'], pinned: ['b'], missing: [] })
  if (!to) return
  const events = await runPart(graph, to, [], {})
  expect(startedAtTop(events)).toEqual(new Set(['in', 'd', 'c']))
  expect(foldRun(events)).toMatchObject({
    status: 'done',
    nodes: { b: { pinned: true }, c: { outputs: { out: [7, 'hello'] } } },
  })
  expect(partOf(graph, 'to', 'b')).toMatchObject({ runs: ['in', 'a', 'b'], pinned: [] })
})

test('reports missing results, and runs those first on request', () => {
  expect(partOf(chain(), 'from', 'c', ['in', 'b'])).toMatchObject({
    runs: ['c', 'end'],
    missing: ['d'],
    reused: ['in', 'b'],
  })
  expect(partOf(chain(), 'from', 'c', ['in', 'b'], true)).toMatchObject({ runs: ['c', 'd', 'end'], missing: [] })
  expect(partOf(chain(), 'node', 'c', [], true)).toMatchObject({ runs: ['in', 'a', 'b', 'c', 'd'], missing: [] })
})

test('treats a node inside a container as the container, and a connected capability as no step', () => {
  const graph = sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('c', 'each'),
      sampleNode('x', 'pair', {}, { parent: 'c' }),
      sampleNode('m', 'model'),
      sampleNode('g', 'agent'),
      sampleNode('end', 'answer'),
    ],
    [
      'in.question > c.items',
      'c.item > x.a',
      'x.out > c.result',
      'in.question > g.question',
      'm.model > g.model',
      'g.text > end.text',
    ],
  )
  expect(partOf(graph, 'to', 'x')).toMatchObject({ nodeId: 'c', runs: ['in', 'c'] })
  expect([partOf(graph, 'node', 'm'), partOf(graph, 'node', 'gone')]).toEqual([null, null])
})

test('asks again for consent on which repeated steps depend', async () => {
  const graph = sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('ask', 'ask'),
      sampleNode('send', 'pair'),
      sampleNode('last', 'pair'),
      sampleNode('end', 'answer'),
    ],
    ['in.question > ask.a', 'ask.out > send.a', 'send.out > last.a', 'last.out > end.text'],
  )
  const part = partOf(graph, 'node', 'last', ['in', 'ask', 'send', 'last', 'end'])
  expect(part).toMatchObject({ runs: ['ask', 'send', 'last'], reused: ['in'] })
  const paused = await runGraph(graph)
  if (!part) return
  const events = await runPart(graph, part, paused, {})
  expect(events.at(-1)?.type).toBe('run-pause')
})
