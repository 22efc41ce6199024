import { textRef } from '@/lib/messages/problems/text-ref'
import type { GraphView, NodeView } from '../graph-view'
import type { Fix, GraphIssue } from '../issue'
import { dependencyEdges } from '../plan/dependency-edges'
import { liftTo, type Scope } from '../scopes'
import type { VariableOperation } from '../variables/apply-operation'
import { isVariable } from '../variables/is-variable'
import type { Branches } from './branches'
import type { LintRule } from './lint-rule'

interface Writer {
  node: NodeView
  operation: VariableOperation
}

/** Steps that set one variable, or set and read it, in no order: the result depends on which is faster. */
export const findRacingVariables: LintRule = ({ view, branches }) => {
  const isOrdered = view.variables.size > 0 ? orderIn(view) : () => true
  return [...view.variables.keys()].flatMap((name) => {
    const writers = writersOf(view, name)
    const isRace = (item: NodeView, other: NodeView) =>
      item !== other && bothCanRun(branches, item, other) && !isOrdered(item, other)
    const rivals = writers.flatMap((writer, index) => {
      const earlier = writers
        .slice(0, index)
        .find((other) => isRace(other.node, writer.node) && !commute(other, writer))
      return earlier ? [rivalry(name, earlier.node, writer.node)] : []
    })
    const readers = readersOf(view, name).flatMap((reader) => {
      const writer = writers.find(({ node }) => isRace(node, reader))
      return writer ? [racingRead(name, writer.node, reader)] : []
    })
    const inParallel = writers.flatMap((writer) => {
      const map = writer.operation === 'set' ? parallelAround(writer.node) : null
      return map ? [parallelSet(name, writer.node, map)] : []
    })
    return [...rivals, ...readers, ...inParallel]
  })
}

function writersOf({ nodes }: GraphView, name: string): Writer[] {
  return nodes.flatMap((node) =>
    ((node.config && node.manifest.assigns?.(node.config)) ?? [])
      .filter(({ variable }) => variable === name)
      .map(({ operation }) => ({ node, operation })),
  )
}

function readersOf(view: GraphView, name: string): NodeView[] {
  return view.nodes.filter((node) =>
    node.references.some(({ reference }) => isVariable(view, reference) && reference.path[1] === name),
  )
}

/** Sums and products do not depend on the order. */
function commute(item: Writer, other: Writer): boolean {
  return item.operation === other.operation && (item.operation === 'increment' || item.operation === 'multiply')
}

function bothCanRun({ outcomes }: Branches, item: NodeView, other: NodeView): boolean {
  const byBranch = Map.groupBy(outcomes, ({ branch }) => branch)
  return [...byBranch.values()].every((ways) => ways.some(({ skipped }) => !skipped.has(item) && !skipped.has(other)))
}

/** Whether one of two steps waits for the other, directly or through others. */
function orderIn(view: GraphView): (item: NodeView, other: NodeView) => boolean {
  const next = Map.groupBy(dependencyEdges(view), ({ from }) => from)
  const comesBefore = (from: string, to: string) => {
    const seen = new Set([from])
    for (const id of seen) for (const edge of next.get(id) ?? []) seen.add(edge.to)
    return seen.has(to)
  }
  return (item, other) => {
    const scope = sharedScope(item, other)
    const [a, b] = [liftTo(item, scope)?.node.id ?? '', liftTo(other, scope)?.node.id ?? '']
    return a === b || comesBefore(a, b) || comesBefore(b, a)
  }
}

function sharedScope(item: NodeView, other: NodeView): Scope {
  let scope = item.parent
  while (scope && !liftTo(other, scope)) scope = scope.parent
  return scope
}

/** The container around a step that runs several of its frames at the same time. */
function parallelAround(node: NodeView): NodeView | null {
  for (let container = node.parent; container; container = container.parent) {
    const isParallel = container.config?.parallel !== undefined && container.config.parallel !== 1
    if (isParallel && !container.ports.inner?.sequential) return container
  }
  return null
}

function rivalry(name: string, first: NodeView, second: NodeView): GraphIssue {
  const params = { name, first: first.node.label, second: second.node.label }
  return {
    code: 'COMPETING_WRITERS',
    severity: 'warning',
    nodeId: second.node.id,
    ...textRef('advice.competingAssignments', params),
    ...orderFix(first, second),
  }
}

function racingRead(name: string, writer: NodeView, reader: NodeView): GraphIssue {
  const params = { name, writer: writer.node.label, reader: reader.node.label }
  return {
    code: 'RACING_READ',
    severity: 'warning',
    nodeId: reader.node.id,
    ...textRef('advice.racingRead', params),
    ...orderFix(writer, reader),
  }
}

function parallelSet(name: string, writer: NodeView, map: NodeView): GraphIssue {
  const params = { name, node: writer.node.label, container: map.node.label }
  return {
    code: 'COMPETING_WRITERS',
    severity: 'warning',
    nodeId: writer.node.id,
    ...textRef('advice.parallelAssignment', params),
    fix: {
      label: textRef('advice.oneAtATime', { container: map.node.label }),
      change: { type: 'set-config', nodeId: map.node.id, path: 'parallel', value: 1 },
    },
  }
}

/** Lets the second step run after the first. Only beside each other: an edge cannot leave a container. */
function orderFix(first: NodeView, second: NodeView): { fix?: Fix } {
  const port = first.ports.outputs[0]
  if (!port || first.parent !== second.parent || !second.ports.when) return {}
  const from = { node: first.node.id, port: port.id }
  const to = { node: second.node.id, port: second.ports.when.id }
  return {
    fix: {
      label: textRef('advice.runAfter', { second: second.node.label, first: first.node.label }),
      change: { type: 'connect', from, to },
    },
  }
}
