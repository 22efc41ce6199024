import fc from 'fast-check'
import type { Graph, GraphNode, NodePolicy } from '@/lib/graph/graph'
import { sampleGraph, sampleNode } from '@/lib/graph/testing/sample-graph'

/** Behavior of a node of a random graph. */
export interface Script {
  mode: 'value' | 'silent' | 'other' | 'fails' | 'fails-once'
  delayMs: number
}

export interface RandomGraph {
  graph: Graph
  scripts: ReadonlyMap<string, Script>
}

interface NodeSpec {
  kind: number
  a: number
  b: number
  mode: number
  delay: number
  policy: number
  /** If 0, another node controls whether it runs. */
  when: number
  children: NodeSpec[]
}

const number = fc.nat(11)
const nodeSpec = (depth: number): fc.Arbitrary<NodeSpec> =>
  fc.record({
    kind: number,
    a: number,
    b: number,
    mode: number,
    delay: fc.nat(2),
    policy: number,
    when: fc.nat(4),
    children: depth === 0 ? fc.constant([]) : insideOf(depth - 1),
  })
const insideOf = (depth: number): fc.Arbitrary<NodeSpec[]> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.array(nodeSpec(0), { maxLength: 0 }) },
    { weight: 1, arbitrary: fc.array(nodeSpec(depth), { minLength: 1, maxLength: 4 }) },
  )

/** Graphs of sample nodes with nested containers, branches, all kinds of failures and waiting nodes. */
export const randomGraph: fc.Arbitrary<RandomGraph> = graphsWith(['all', 'collect'])

/** Graphs with `any` joins, whose results depend on timing. */
export const randomRace: fc.Arbitrary<RandomGraph> = graphsWith(['any', 'collect'])

type Modes = readonly [string, string]

function graphsWith(modes: Modes): fc.Arbitrary<RandomGraph> {
  return fc.array(nodeSpec(3), { minLength: 1, maxLength: 8 }).map((specs) => new GraphBuilder(modes).build(specs))
}

class GraphBuilder {
  private readonly nodes: GraphNode[] = [sampleNode('in', 'input')]
  private readonly edges: string[] = []
  private readonly scripts = new Map<string, Script>()

  constructor(private readonly modes: Modes) {}

  build(specs: readonly NodeSpec[]): RandomGraph {
    this.addScope(specs, ['in.question'], undefined)
    return { graph: sampleGraph(this.nodes, this.edges), scripts: this.scripts }
  }

  /** @returns the outputs of the scope's nodes. */
  private addScope(specs: readonly NodeSpec[], readable: string[], parent: string | undefined): string[] {
    const children: string[] = []
    for (const spec of specs) children.push(...this.addNode(spec, [...readable, ...children], parent))
    return children
  }

  private addNode(spec: NodeSpec, readable: readonly string[], parent: string | undefined): string[] {
    const id = `n${this.nodes.length}`
    const pick = (index: number) => readable[(readable.length * 12 - 1 - index) % readable.length] ?? 'in.question'
    const settings = { policy: policyOf(spec), ...(parent === undefined ? {} : { parent }) }
    const add = (type: string, config: GraphNode['config'], edges: string[], outputs: string[]) => {
      this.nodes.push(sampleNode(id, type, config, settings))
      this.edges.push(...edges, ...(spec.when === 0 ? [`${pick(spec.policy)} > ${id}.when`] : []))
      this.scripts.set(id, scriptOf(spec))
      return [...outputs, ...(settings.policy.onError === 'port' ? ['error'] : [])].map((port) => `${id}.${port}`)
    }
    if (spec.children.length > 0) return this.addContainer(spec, id, readable, { pick, add })
    if (spec.kind < 2) return add('ask', {}, [`${pick(spec.a)} > ${id}.a`], ['out'])
    if (spec.kind < 4) return add('template', { text: `{{${pick(spec.a)}}}|{{${pick(spec.b)}}}` }, [], ['text'])
    if (spec.kind < 6) {
      const sources = [spec.a, spec.b, spec.mode].map(pick)
      const edges = [...new Set(sources)].map((source) => `${source} > ${id}.values`)
      return add('merge', { mode: this.modes[spec.kind - 4] ?? 'collect' }, edges, ['value'])
    }
    const edges = [`${pick(spec.a)} > ${id}.a`, ...(spec.kind < 9 ? [`${pick(spec.b)} > ${id}.b`] : [])]
    if (spec.kind === 8 && pick(spec.mode) !== pick(spec.a)) edges.push(`${pick(spec.mode)} > ${id}.a`)
    return add('pair', {}, edges, ['out', 'other'])
  }

  private addContainer(
    spec: NodeSpec,
    id: string,
    readable: readonly string[],
    {
      pick,
      add,
    }: {
      pick(index: number): string
      add(type: string, config: GraphNode['config'], edges: string[], outputs: string[]): string[]
    },
  ): string[] {
    const isEach = spec.kind % 2 === 0
    const source = pick(spec.a)
    const outputs = isEach
      ? add(
          'each',
          { keep: spec.b % 2 === 0, spread: 1 + (spec.mode % 3), parallel: 2 },
          [`${source} > ${id}.items`],
          ['results'],
        )
      : add('rounds', { count: 1 + (spec.mode % 3) }, [`${source} > ${id}.start`], ['last'])
    const inner = isEach ? [`${id}.item`, `${id}.index`] : [`${id}.state`, `${id}.round`]
    const inside = this.addScope(spec.children, [...readable, ...inner], id)
    const results = [inside.at(-1), inside[spec.b % inside.length]]
    for (const result of new Set(results)) this.edges.push(`${result} > ${id}.${isEach ? 'result' : 'next'}`)
    return outputs
  }
}

function policyOf({ policy }: NodeSpec): NodePolicy {
  const retry = { count: 2, backoffSeconds: 0, on: ['network' as const] }
  const withRetry = policy % 2 === 0 ? { retry } : {}
  if (policy < 6) return { ...withRetry, onError: 'fail' }
  return policy < 9
    ? { ...withRetry, onError: 'default', defaultOutputs: { out: -1 } }
    : { ...withRetry, onError: 'port' }
}

function scriptOf({ mode, delay, policy }: NodeSpec): Script {
  return { mode: modeOf(mode, policy), delayMs: delay }
}

function modeOf(mode: number, policy: number): Script['mode'] {
  if (mode === 0) return 'silent'
  if (mode === 1) return 'other'
  if (mode === 2 || mode === 3) return policy % 2 === 0 ? 'fails-once' : 'value'
  return mode === 4 && policy >= 4 ? 'fails' : 'value'
}
