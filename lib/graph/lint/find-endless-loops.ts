import { textRef } from '@/lib/messages/problems/text-ref'
import type { EdgeView, GraphView, NodeView } from '../graph-view'
import type { Fix, GraphIssue } from '../issue'
import { isCapabilityKind } from '../ports'
import type { LintRule } from './lint-rule'
import { sourcesNamed } from './outcomes'

/** More rounds, each with a model call or request, are reported. */
const MANY_ROUNDS = 100

/** Loops that only end at their limit, and limits too high to be useful. */
export const findEndlessLoops: LintRule = ({ view }) =>
  view.nodes
    .filter(({ ports }) => ports.inner?.sequential)
    .flatMap((loop) => [...findUnchanged(view, loop), ...findCostly(view, loop)])

function findUnchanged(view: GraphView, loop: NodeView): GraphIssue[] {
  const carried = (view.edgesTo.get(loop.node.id) ?? []).filter(({ toInner }) => toInner)
  if (carried.length === 0 || !carried.every(({ from }) => from === loop || from.node.id === loop.node.id)) return []
  return [
    {
      code: 'ENDLESS_LOOP',
      severity: 'warning',
      ...textRef('advice.stateUnchanged', { loop: loop.node.label }),
      nodeId: loop.node.id,
      ...leadLast(view, loop, carried),
    },
  ]
}

/** If a single step comes last inside, its first output becomes the next state. */
function leadLast(view: GraphView, loop: NodeView, [carried]: readonly EdgeView[]): { fix?: Fix } {
  const inside = view.nodes.filter(({ parent }) => parent === loop)
  const readsFrom = (reader: NodeView, node: NodeView) =>
    sourcesNamed(view, reader).some((source) => source.node === node) ||
    (view.edgesTo.get(reader.node.id) ?? []).some(({ from }) => from === node)
  const [last, anotherLast] = inside.filter((node) => !inside.some((other) => readsFrom(other, node)))
  const port = last?.ports.outputs.find(({ kind }) => !isCapabilityKind(kind))
  if (!carried || !last || anotherLast || !port) return {}
  const change = {
    type: 'reconnect' as const,
    edgeId: carried.edge.id,
    from: { node: last.node.id, port: port.id },
  }
  return { fix: { label: textRef('advice.leadToState', { node: last.node.label }), change } }
}

function findCostly(view: GraphView, loop: NodeView): GraphIssue[] {
  const rounds = loop.config?.maxRounds
  if (typeof rounds !== 'number' || rounds <= MANY_ROUNDS) return []
  const costly = view.nodes.find(
    (node) => node.parent === loop && (node.manifest.effect !== 'pure' || node.manifest.delegates),
  )
  if (!costly) return []
  return [
    {
      code: 'ENDLESS_LOOP',
      severity: 'hint',
      ...textRef('advice.manyRounds', { loop: loop.node.label, rounds, node: costly.node.label }),
      nodeId: loop.node.id,
      path: 'maxRounds',
      fix: {
        label: textRef('advice.limitRounds', { rounds: MANY_ROUNDS }),
        change: { type: 'set-config', nodeId: loop.node.id, path: 'maxRounds', value: MANY_ROUNDS },
      },
    },
  ]
}
