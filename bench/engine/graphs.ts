import { raise } from '@/lib/core/app-error'
import { raiseInternal } from '@/lib/core/internal-error'
import type { Json } from '@/lib/core/json'
import { execute } from '@/lib/engine/execute'
import type { Execution } from '@/lib/engine/execution'
import { type Behavior, sampleExecution } from '@/lib/engine/testing/run-graph'
import { compile } from '@/lib/graph/compile'
import type { Graph } from '@/lib/graph/graph'
import type { Plan } from '@/lib/graph/plan'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'
import { sampleManifests } from '@/lib/graph/testing/sample-manifests'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { verbatim } from '@/lib/messages/problems/verbatim'

export const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
export const sleep = (delayMs: number) => new Promise<void>((resolve) => setTimeout(resolve, delayMs))

export function chain(count: number): Graph {
  return sampleGraph(
    [sampleNode('in', 'input'), ...range(count).map((index) => sampleNode(`n${index}`, 'pair'))],
    range(count).map((index) => `${index === 0 ? 'in.question' : `n${index - 1}.out`} > n${index}.a`),
  )
}

export function fan(count: number): Graph {
  const middle = range(count).map((index) => `n${index}`)
  return sampleGraph(
    [
      sampleNode('in', 'input'),
      ...middle.map((id) => sampleNode(id, 'pair')),
      sampleNode('join', 'merge', { mode: 'collect' }),
    ],
    [...middle.map((id) => `in.question > ${id}.a`), ...middle.map((id) => `${id}.out > join.values`)],
  )
}

export function mapOver(parallel = 8): Graph {
  return sampleGraph(
    [
      sampleNode('in', 'input'),
      sampleNode('each', 'each', { parallel }),
      sampleNode('inner', 'pair', {}, { parent: 'each' }),
    ],
    ['in.question > each.items', 'each.item > inner.a', 'inner.out > each.result'],
  )
}

/** 100 containers of 18 nodes each, in sequence. */
export function manyContainers(): Graph {
  const ids = range(100).map((index) => `c${index}`)
  return sampleGraph(
    [
      sampleNode('in', 'input'),
      ...ids.flatMap((id) => [
        sampleNode(id, 'each'),
        ...range(18).map((index) => sampleNode(`${id}n${index}`, 'pair', {}, { parent: id })),
      ]),
    ],
    ids.flatMap((id, position) => [
      `${position === 0 ? 'in.question' : `c${position - 1}.results`} > ${id}.items`,
      ...range(18).map((index) => `${index === 0 ? `${id}.item` : `${id}n${index - 1}.out`} > ${id}n${index}.a`),
      `${id}n17.out > ${id}.result`,
    ]),
  )
}

/** A slow short branch next to a fast long one: does one wait for the other? */
export const UNEVEN = {
  delays: { slow: 200, a: 20, b: 20, c: 20, d: 20, e: 20, f: 60, g: 60 },
  edges: [
    ['in', 'slow'],
    ['in', 'a'],
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'd'],
    ['d', 'e'],
    ['a', 'f'],
    ['f', 'g'],
  ],
  joins: ['slow', 'e', 'g'],
  /** in, slow, join */
  criticalMs: 200,
} as const

export function uneven(): Graph {
  const ids = Object.keys(UNEVEN.delays)
  return sampleGraph(
    [
      sampleNode('in', 'input'),
      ...ids.map((id) => sampleNode(id, 'pair')),
      sampleNode('join', 'merge', { mode: 'collect' }),
    ],
    [
      ...UNEVEN.edges.map(([from, to]) => `${from === 'in' ? 'in.question' : `${from}.out`} > ${to}.a`),
      ...UNEVEN.joins.map((id) => `${id}.out > join.values`),
    ],
  )
}

export function planOf(graph: Graph): Plan {
  const compiled = compile({ graph, manifests: sampleManifests })
  return compiled.ok
    ? compiled.plan
    : raise('INVALID_GRAPH', verbatim(compiled.issues.map((issue) => addEnglish(issue).message).join(' ')))
}

export interface RunOptions extends Partial<Omit<Execution, 'definitions' | 'inputs'>> {
  question?: Json
  behaviors?: Readonly<Record<string, Behavior>>
}

/** Runs a plan to its end and returns the number of events. */
export async function runPlan(plan: Plan, { question = 'hello', ...options }: RunOptions = {}): Promise<number> {
  let count = 0
  for await (const event of execute(plan, sampleExecution({ ...options, inputs: { question } }))) {
    count += 1
    if (event.type === 'run-error') raiseInternal(event.error.message)
  }
  return count
}
