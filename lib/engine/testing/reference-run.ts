import type { Json, JsonObject } from '@/lib/core/json'
import type { Graph, GraphNode } from '@/lib/graph/graph'
import { listReferences } from '@/lib/graph/templates/references'
import { textFromJson } from '@/lib/graph/templates/text-from-json'
import { sampleManifests } from '@/lib/graph/testing/sample-manifests'
import { itemsOf } from './container-behaviors'
import type { RandomGraph } from './random-graph'
import { numberOf } from './script-behaviors'

/** The fate of a node: its outputs, skipped, or an unhandled failure. */
export type Fate = { type: 'done'; outputs: JsonObject } | { type: 'skipped' } | { type: 'failed' }

interface Scene {
  path: string[]
  container: string | null
  values: JsonObject
  outer: Scene | null
  fates: Map<string, Fate>
}

export interface ReferenceRun {
  failed: boolean
  /** Outputs by path. In failed frames, the outputs that their nodes would return. */
  fates: ReadonlyMap<string, Fate>
  /** Paths whose nodes must end before the node of this path starts. */
  before: ReadonlyMap<string, string[]>
}

export const ANSWER = 'yes'

/** Timeless semantics of a graph: evaluates each node recursively from its sources. */
export function referenceRun({ graph, scripts }: RandomGraph, inputs: JsonObject): ReferenceRun {
  return new Reference(graph, scripts, inputs).run()
}

class Reference {
  private readonly fates = new Map<string, Fate>()
  private readonly before = new Map<string, string[]>()
  private readonly byId: Map<string, GraphNode>

  constructor(
    private readonly graph: Graph,
    private readonly scripts: RandomGraph['scripts'],
    private readonly inputs: JsonObject,
  ) {
    this.byId = new Map(graph.nodes.map((node) => [node.id, node]))
  }

  run(): ReferenceRun {
    const failed = !this.runScene({ path: [], container: null, values: {}, outer: null, fates: new Map() })
    return { failed, fates: this.fates, before: this.before }
  }

  /** @returns false if one of its nodes failed. */
  private runScene(scene: Scene): boolean {
    const nodes = this.graph.nodes.filter((node) => (node.parent ?? null) === scene.container)
    return nodes.map((node) => this.fateOf(scene, node)).every((fate) => fate.type !== 'failed')
  }

  private fateOf(scene: Scene, node: GraphNode): Fate {
    const existing = scene.fates.get(node.id)
    if (existing) return existing
    const path = [...scene.path, node.id].join('/')
    this.before.set(path, [])
    const fate = this.handled(node, this.evaluate(scene, node, path))
    scene.fates.set(node.id, fate)
    this.fates.set(path, fate)
    return fate
  }

  private handled({ policy }: GraphNode, fate: Fate): Fate {
    if (fate.type !== 'failed' || !policy || policy.onError === 'fail') return fate
    if (policy.onError === 'default') return { type: 'done', outputs: policy.defaultOutputs ?? {} }
    return { type: 'done', outputs: { error: { code: 'EGRESS_FAILED', message: 'Gone.' } } }
  }

  private evaluate(scene: Scene, node: GraphNode, path: string): Fate {
    if (node.id === 'in') return { type: 'done', outputs: this.inputs }
    const { ports, isSkipped } = this.gatherInputs(scene, node, path)
    if (isSkipped) return { type: 'skipped' }
    const script = this.scripts.get(node.id)
    if (node.type === 'each' || node.type === 'rounds') return this.runContainer(scene, node, ports)
    if (script?.mode === 'fails') return { type: 'failed' }
    if (node.type === 'ask') return { type: 'done', outputs: { out: ANSWER } }
    if (node.type === 'template') return { type: 'done', outputs: { text: this.render(scene, node, path) } }
    if (node.type === 'merge') return { type: 'done', outputs: { value: ports.values ?? null } }
    if (script?.mode === 'silent') return { type: 'done', outputs: {} }
    return { type: 'done', outputs: { [script?.mode === 'other' ? 'other' : 'out']: numberOf(node.id, ports) } }
  }

  /** Values by input port, and whether the node is skipped because one is missing. */
  private gatherInputs(scene: Scene, node: GraphNode, path: string): { ports: JsonObject; isSkipped: boolean } {
    const ports: JsonObject = {}
    let isSkipped = false
    let hasLive = false
    const inputs =
      sampleManifests(node.type)?.ports(sampleManifests(node.type)?.config.parse(node.config) ?? {}).inputs ?? []
    const fed = inputs.filter((port) => this.edgesTo(node.id, port.id).length > 0)
    for (const port of fed) {
      const values = this.edgesTo(node.id, port.id)
        .map(({ from }) => this.read(scene, from.node, from.port, path))
        .filter((value) => value !== undefined)
      const [first] = values
      if (first === undefined) isSkipped ||= port.required === true
      else {
        hasLive = true
        ports[port.id] = port.many ? values : first
      }
    }
    const controls = this.edgesTo(node.id, 'when').map(({ from }) => this.read(scene, from.node, from.port, path))
    if (controls.length > 0) return { ports, isSkipped: isSkipped || controls.every((value) => value === undefined) }
    if (fed.length > 0) return { ports, isSkipped: isSkipped || !hasLive }
    const named = this.referencesOf(node).map(([from, port]) => this.read(scene, from, port, path))
    return { ports, isSkipped: named.length > 0 && named.every((value) => value === undefined) }
  }

  private runContainer(scene: Scene, node: GraphNode, ports: JsonObject): Fate {
    const frame = (key: number, values: JsonObject): Scene => ({
      path: [...scene.path, node.id, String(key)],
      container: node.id,
      values,
      outer: scene,
      fates: new Map(),
    })
    return node.type === 'each' ? this.runEach(node, ports, frame) : this.runRounds(node, ports, frame)
  }

  private runEach(node: GraphNode, ports: JsonObject, frame: (key: number, values: JsonObject) => Scene): Fate {
    const results: Json[] = []
    let hasFailed = false
    for (const [index, item] of itemsOf(node.config, ports.items ?? null).entries()) {
      const scene = frame(index, { item, index })
      const isWhole = this.runScene(scene)
      hasFailed ||= !isWhole
      results.push((isWhole ? this.resultOf(scene, node.id, 'result') : undefined) ?? null)
    }
    return hasFailed && node.config.keep !== true ? { type: 'failed' } : { type: 'done', outputs: { results } }
  }

  private runRounds(node: GraphNode, ports: JsonObject, frame: (key: number, values: JsonObject) => Scene): Fate {
    let state: Json = ports.start ?? null
    for (let round = 0; round < Number(node.config.count); round += 1) {
      const scene = frame(round, { state, round })
      if (!this.runScene(scene)) return { type: 'failed' }
      state = this.resultOf(scene, node.id, 'next') ?? state
    }
    return { type: 'done', outputs: { last: state } }
  }

  private resultOf(scene: Scene, container: string, port: string): Json | undefined {
    for (const { from } of this.edgesTo(container, port)) {
      const value = this.read(scene, from.node, from.port, null)
      if (value !== undefined) return value
    }
    return undefined
  }

  /** @param reader path of the reading node, which runs after its sources. */
  private read(scene: Scene, nodeId: string, port: string, reader: string | null): Json | undefined {
    let enclosing = scene
    while (enclosing.container !== nodeId && (this.byId.get(nodeId)?.parent ?? null) !== enclosing.container) {
      if (!enclosing.outer) throw new Error(`${nodeId} cannot be read here`)
      enclosing = enclosing.outer
    }
    if (enclosing.container === nodeId) return enclosing.values[port]
    const node = this.byId.get(nodeId)
    const fate = node ? this.fateOf(enclosing, node) : null
    if (reader !== null) this.before.get(reader)?.push([...enclosing.path, nodeId].join('/'))
    return fate?.type === 'done' ? fate.outputs[port] : undefined
  }

  private render(scene: Scene, node: GraphNode, path: string): string {
    return this.referencesOf(node)
      .map(([from, port]) => this.read(scene, from, port, path))
      .map((value) => (value === undefined ? '' : textFromJson(value)))
      .join('|')
  }

  private referencesOf({ config }: GraphNode): [string, string][] {
    const text = typeof config.text === 'string' ? config.text : ''
    return listReferences(text).map(({ path }) => [path[0] ?? '', path[1] ?? ''])
  }

  private edgesTo(nodeId: string, port: string) {
    return this.graph.edges.filter(({ to }) => to.node === nodeId && to.port === port)
  }
}
