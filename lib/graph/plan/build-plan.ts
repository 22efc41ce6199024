import { describeNode } from '../diff/describe-node'
import { listEnvironmentNames } from '../environment/list-environment-names'
import type { EdgeView, GraphView, NodeView } from '../graph-view'
import { FRAME_VALUES, type Plan, type PlanBinding, type PlanInput, type PlanNode, type PlanSource } from '../plan'
import { isCapabilityKind, type Port } from '../ports'
import { isInside, type Scope } from '../scopes'
import { findSteps } from './find-steps'
import { planDependencies } from './plan-dependencies'

/** @param included ids of the included nodes; the graph is valid, so everything they need is included too. */
export function buildPlan(view: GraphView, included: ReadonlySet<string>, hash: string): Plan {
  return new PlanBuilder(view, included, hash).build(null)
}

class PlanBuilder {
  private readonly scopes = new Map<Scope, NodeView[]>()
  private readonly indexes = new Map<NodeView, number>()
  private readonly steps: ReadonlySet<string>
  private readonly dependenciesOf: (step: NodeView) => NodeView[]

  constructor(
    private readonly view: GraphView,
    included: ReadonlySet<string>,
    private readonly hash: string,
  ) {
    for (const node of view.nodes) {
      if (node.manifest.role === 'note' || !included.has(node.node.id)) continue
      const scope = this.scopes.get(node.parent) ?? []
      this.scopes.set(node.parent, scope)
      this.indexes.set(node, scope.push(node) - 1)
    }
    this.steps = findSteps(view)
    this.dependenciesOf = planDependencies(view, this.steps)
  }

  build(scope: Scope): Plan {
    const nodes = (this.scopes.get(scope) ?? []).map((node, index) => this.buildNode(node, index))
    for (const node of nodes) for (const source of node.dependencies) nodes[source]?.dependents.push(node.index)
    const steps = nodes.filter((node) => node.isStep)
    return {
      hash: this.hash,
      nodes,
      indexById: Object.fromEntries(nodes.map((node) => [node.id, node.index])),
      roots: steps.filter((node) => node.dependencies.length === 0).map((node) => node.index),
      start: steps.find((node) => node.role === 'start')?.index ?? null,
      answers: steps.filter((node) => node.role === 'answer').map((node) => node.index),
      container: scope?.node.id ?? null,
      variables: scope ? [] : [...this.view.variables.values()],
      environment: scope ? [] : listEnvironmentNames(this.view),
      results: scope ? this.inputsOf(scope, scope.ports.inner?.inputs ?? [], scope.depth + 1) : [],
    }
  }

  private buildNode(view: NodeView, index: number): PlanNode {
    const isStep = this.steps.has(view.node.id)
    const dependencies = isStep ? this.dependenciesOf(view).flatMap((source) => this.indexes.get(source) ?? []) : []
    const flowInputs = view.ports.inputs.filter((port) => !isCapabilityKind(port.kind))
    return {
      ...describeNode(view, index, isStep),
      inputs: this.inputsOf(view, flowInputs, view.depth),
      when: this.controlsOf(view),
      bindings: this.bindingsOf(view),
      references: this.referencesOf(view),
      dependencies: dependencies.toSorted((a, b) => a - b),
      dependents: [],
      frame: view.ports.inner ? this.build(view) : null,
    }
  }

  /** @param depth depth of the plan that reads the values: for a container's results that of its body. */
  private inputsOf(view: NodeView, ports: readonly Port[], depth: number): PlanInput[] {
    const edges = this.edgesTo(view)
    return ports.map((port) => ({
      port,
      sources: edges
        .filter((edge) => edge.toPort === port)
        .flatMap((edge) => this.sourceOf(edge.from, edge.fromPort.id, { view, depth }) ?? []),
    }))
  }

  private controlsOf(view: NodeView): PlanSource[] {
    return this.edgesTo(view)
      .filter(({ isControl }) => isControl)
      .flatMap((edge) => this.sourceOf(edge.from, edge.fromPort.id, { view, depth: view.depth }) ?? [])
  }

  private bindingsOf(view: NodeView): Record<string, PlanBinding[]> {
    const capabilities = view.ports.inputs.filter((port) => isCapabilityKind(port.kind))
    return Object.fromEntries(
      capabilities.map((port) => [
        port.id,
        this.edgesTo(view)
          .filter((edge) => edge.toPort === port)
          .flatMap((edge) => this.sourceOf(edge.from, edge.fromPort.id, { view, depth: view.depth }) ?? [])
          .map(({ step, ...source }) => ({ node: step, ...source })),
      ]),
    )
  }

  private referencesOf(view: NodeView): PlanSource[] {
    const found = new Map<string, PlanSource>()
    for (const { reference } of view.references) {
      const [node, port] = reference.path
      const source = node === undefined || port === undefined ? undefined : this.view.viewById.get(node)
      if (!source || port === undefined) continue
      const planned = this.sourceOf(source, port, { view, depth: view.depth })
      if (planned) found.set(`${node}.${port}`, planned)
    }
    return [...found.values()]
  }

  private sourceOf(source: NodeView, port: string, reader: { view: NodeView; depth: number }): PlanSource | null {
    const isAround = isInside(reader.view, source)
    const step = isAround ? FRAME_VALUES : this.indexes.get(source)
    if (step === undefined) return null
    // A container's values belong to its body, one level below the container itself.
    const up = reader.depth - source.depth - (isAround ? 1 : 0)
    return up === 0 ? { step, port } : { step, port, up }
  }

  private edgesTo(view: NodeView): readonly EdgeView[] {
    return this.view.edgesTo.get(view.node.id) ?? []
  }
}
