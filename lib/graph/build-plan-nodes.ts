import { findSteps } from './find-steps'
import { type NodePolicy, NodePolicySchema } from './graph'
import type { EdgeView, GraphView, NodeView } from './graph-view'
import type { ParsedConfig } from './manifest'
import type { PlanBinding, PlanInput, PlanNode, PlanSource } from './plan'
import { isCapabilityKind } from './ports'

/** @param included ids of the nodes that take part; the graph is valid, so all they need takes part too. */
export function buildPlanNodes(view: GraphView, included: ReadonlySet<string>): PlanNode[] {
  const views = view.nodes.filter(({ node, manifest }) => manifest.role !== 'note' && included.has(node.id))
  const indexById = new Map(views.map(({ node }, index) => [node.id, index]))
  const steps = findSteps(view)
  const nodes = views.map((nodeView, index): PlanNode => {
    const edges = view.edgesTo.get(nodeView.node.id) ?? []
    return {
      ...describeNode(nodeView, index, steps.has(nodeView.node.id)),
      inputs: inputsOf(nodeView, edges, indexById),
      bindings: bindingsOf(nodeView, edges, indexById),
      references: referencesOf(nodeView, indexById),
    }
  })
  linkDependencies(nodes)
  return nodes
}

function describeNode({ node, manifest, ports, config }: NodeView, index: number, isStep: boolean) {
  const { role } = manifest
  return {
    index,
    id: node.id,
    type: node.type,
    label: node.label,
    description: toolDescription(config ?? {}, manifest.description),
    // The parsed config may hold `undefined`, which no JSON has.
    config: JSON.parse(JSON.stringify(config ?? {})),
    templates: manifest.templates ?? [],
    effect: config && manifest.onlyReads?.(config) ? ('read' as const) : manifest.effect,
    role: role === 'start' || role === 'answer' ? role : ('none' as const),
    streams: manifest.streams ?? null,
    policy: policyOf(node.policy, manifest.defaultPolicy),
    pinned: node.pinned ?? null,
    isStep,
    join: ports.join ?? 'all',
    outputs: ports.outputs.filter((port) => !isCapabilityKind(port.kind)),
    dependencies: [],
    dependents: [],
    frame: null,
    isSequential: false,
  }
}

function toolDescription(config: ParsedConfig, fallback: string): string {
  const own = Object.hasOwn(config, 'toolDescription') ? config.toolDescription : undefined
  return typeof own === 'string' && own.trim() !== '' ? own : fallback
}

function policyOf(own: NodePolicy | undefined, defaults: NodeView['manifest']['defaultPolicy']): NodePolicy {
  const policy = own ?? NodePolicySchema.parse({})
  const fromDefaults = NodePolicySchema.parse({
    ...(defaults?.timeoutSeconds === undefined ? {} : { timeoutSeconds: defaults.timeoutSeconds }),
    ...(defaults?.retryCount === undefined ? {} : { retry: { count: defaults.retryCount } }),
  })
  return { ...fromDefaults, ...policy }
}

function inputsOf(
  { ports }: NodeView,
  edges: readonly EdgeView[],
  indexById: ReadonlyMap<string, number>,
): PlanInput[] {
  return ports.inputs
    .filter((port) => !isCapabilityKind(port.kind))
    .map((port) => ({
      port,
      sources: edges
        .filter((edge) => edge.toPort.id === port.id)
        .flatMap((edge) => sourceOf(edge.from.node.id, edge.fromPort.id, indexById)),
    }))
}

function bindingsOf(
  { ports }: NodeView,
  edges: readonly EdgeView[],
  indexById: ReadonlyMap<string, number>,
): Record<string, PlanBinding[]> {
  const capabilities = ports.inputs.filter((port) => isCapabilityKind(port.kind))
  return Object.fromEntries(
    capabilities.map((port) => [
      port.id,
      edges
        .filter((edge) => edge.toPort.id === port.id)
        .flatMap((edge) => sourceOf(edge.from.node.id, edge.fromPort.id, indexById))
        .map((source) => ({ node: source.step, port: source.port })),
    ]),
  )
}

function referencesOf({ references }: NodeView, indexById: ReadonlyMap<string, number>): PlanSource[] {
  const found = new Map<string, PlanSource>()
  for (const { reference } of references) {
    const [node, port] = reference.path
    if (node === undefined || port === undefined) continue
    for (const source of sourceOf(node, port, indexById)) found.set(`${node}.${port}`, source)
  }
  return [...found.values()]
}

function sourceOf(node: string, port: string, indexById: ReadonlyMap<string, number>): PlanSource[] {
  const step = indexById.get(node)
  return step === undefined ? [] : [{ step, port }]
}

function linkDependencies(nodes: PlanNode[]): void {
  for (const node of nodes) {
    if (!node.isStep) continue
    node.dependencies = [...collectDependencies(nodes, node)].toSorted((a, b) => a - b)
    for (const dependency of node.dependencies) nodes[dependency]?.dependents.push(node.index)
  }
}

/** What a step waits for, and what the nodes plugged into it wait for, since they run inside it. */
function collectDependencies(nodes: readonly PlanNode[], step: PlanNode): Set<number> {
  const dependencies = new Set<number>()
  const visited = new Set([step.index])
  const open = [step]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const { step: source } of node.references) dependencies.add(source)
    // Inputs of a node that is a step of its own are filled by the model's calls when it is used as a tool.
    if (node === step || !node.isStep)
      for (const { step: source } of node.inputs.flatMap((input) => input.sources)) dependencies.add(source)
    for (const { node: index } of Object.values(node.bindings).flat()) {
      const bound = nodes[index]
      if (!bound || visited.has(index)) continue
      visited.add(index)
      open.push(bound)
    }
  }
  return dependencies
}
