import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { installVirtualTime } from '@/lib/platform/testing/install-virtual-time'
import type { RunEvent } from './events'
import { foldRun } from './state/run-state'
import { type Behavior, runGraph } from './testing/run-graph'

installVirtualTime()

const wait = (delayMs: number) => new Promise((resolve) => setTimeout(resolve, delayMs))
const input = sampleNode('in', 'input')
const after =
  (delayMs: number): Behavior =>
  async ({ inputs }) => {
    await wait(delayMs)
    return { out: inputs.a ?? null }
  }
const brief = (events: readonly RunEvent[]) =>
  events.map((event) =>
    'nodeId' in event && event.nodeId !== undefined ? `${event.type} ${event.path.join('/')}` : event.type,
  )
const statusOf = (events: readonly RunEvent[], key: string) => foldRun(events).nodes[key]?.status

test('runs every step of any acyclic graph exactly once, after its dependencies', async () => {
  const arbitrary = fc.record({
    pairs: fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { maxLength: 50 }),
    maxParallel: fc.integer({ min: 1, max: 20 }),
    delays: fc.array(fc.nat(2), { minLength: 21, maxLength: 21 }),
  })
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ pairs, maxParallel, delays }) => {
      const nodes = [input, ...delays.map((_, index) => sampleNode(`n${index}`, 'pair'))]
      const edges = pairs.filter(([a, b]) => a < b)
      const graph = sampleGraph(nodes, [
        ...delays.map((_, index) => `in.question > n${index}.a`),
        ...edges.map(([a, b]) => `n${a}.out > n${b}.b`),
      ])
      const behaviors = Object.fromEntries(
        delays.map((delay, index) => [`n${index}`, delay === 0 ? async () => ({ out: 1 }) : after(delay)]),
      )
      const order = brief(await runGraph(graph, { maxParallel, behaviors }))
      for (const index of delays.keys()) expect(order.filter((line) => line === `node-start n${index}`)).toHaveLength(1)
      for (const [a, b] of edges)
        expect(order.indexOf(`node-end n${a}`)).toBeLessThan(order.indexOf(`node-start n${b}`))
      expect(order.at(-1)).toBe('run-end')
    }),
    { numRuns: 40 },
  )
})

test('completes every run and settles every step once, with any steps disabled, skipped or stopped', async () => {
  const arbitrary = fc.record({
    pairs: fc.array(fc.tuple(fc.nat(14), fc.nat(14)), { maxLength: 40 }),
    kinds: fc.array(fc.constantFrom('all', 'any', 'collect', 'pair'), { minLength: 15, maxLength: 15 }),
    silent: fc.array(fc.boolean(), { minLength: 15, maxLength: 15 }),
    delays: fc.array(fc.nat(3), { minLength: 15, maxLength: 15 }),
    maxParallel: fc.integer({ min: 1, max: 8 }),
  })
  await fc.assert(
    fc.asyncProperty(arbitrary, async ({ pairs, kinds, silent, delays, maxParallel }) => {
      const nodes = kinds.map((kind, index) => {
        return kind === 'pair'
          ? sampleNode(`n${index}`, 'pair')
          : sampleNode(`n${index}`, 'merge', { mode: kind, many: index % 2 === 0 })
      })
      const [outOf, into] = [
        (index: number) => (kinds[index] === 'pair' ? 'out' : 'value'),
        (index: number) => (kinds[index] === 'pair' ? 'a' : 'values'),
      ]
      const edges = pairs.filter(([a, b]) => a < b).map(([a, b]) => `n${a}.${outOf(a)} > n${b}.${into(b)}`)
      const starts = kinds.flatMap((_, index) =>
        index < 3 || !edges.some((edge) => edge.includes(`> n${index}.`))
          ? [`in.question > n${index}.${into(index)}`]
          : [],
      )
      const behaviors = Object.fromEntries(
        kinds.map((_, index): [string, Behavior] => [
          `n${index}`,
          async () => {
            if (delays[index] !== 0) await wait(delays[index] ?? 0)
            return silent[index] ? {} : { [outOf(index)]: index }
          },
        ]),
      )
      const events = await runGraph(sampleGraph([input, ...nodes], [...starts, ...edges]), { behaviors, maxParallel })
      expect(events.at(-1)?.type).toBe('run-end')
      for (const { id } of nodes) {
        const ends = events.filter(
          (event) => (event.type === 'node-end' || event.type === 'node-skip') && event.nodeId === id,
        )
        expect(ends).toHaveLength(1)
      }
    }),
    { numRuns: 60 },
  )
})

test('runs a chain of 5,000 nodes without a stack overflow, taken or skipped', async () => {
  const count = 5_000
  const nodes = [
    input,
    sampleNode('br', 'branch'),
    ...Array.from({ length: count }, (_, index) => sampleNode(`n${index}`, 'pair')),
  ]
  const chain = Array.from({ length: count - 1 }, (_, index) => `n${index}.out > n${index + 1}.a`)
  const used = await runGraph(sampleGraph(nodes, ['in.question > br.value', 'br.no > n0.a', ...chain]))
  expect([used.at(-1)?.type, statusOf(used, `n${count - 1}`)]).toEqual(['run-end', 'done'])
  const skipped = await runGraph(sampleGraph(nodes, ['in.question > br.value', 'br.yes > n0.a', ...chain]))
  expect([skipped.at(-1)?.type, statusOf(skipped, `n${count - 1}`)]).toEqual(['run-end', 'skipped'])
})
