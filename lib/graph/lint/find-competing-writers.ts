import { textRef } from '@/lib/messages/problems/text-ref'
import type { EdgeView, NodeView } from '../graph-view'
import type { Port } from '../ports'
import type { LintRule } from './lint-rule'

/** Single-value inputs with several sources in the same run: the first in edge order wins, the others are lost. */
export const findCompetingWriters: LintRule = ({ view, branches }) =>
  view.nodes.flatMap((node) => {
    if (node.ports.join === 'any') return []
    const incoming = (view.edgesTo.get(node.node.id) ?? []).filter(({ isBind }) => !isBind)
    const single = [...node.ports.inputs, ...(node.ports.inner?.inputs ?? [])].filter(({ many }) => !many)
    return single.flatMap((port) => {
      const edges = incoming.filter(({ toPort }) => toPort.id === port.id)
      const [first, ...others] = edges
      const rivals = first ? others.filter((edge) => branches.bothCanBeLive(first, edge)) : []
      return first && rivals.length > 0 ? [toIssue(node, port, first, rivals)] : []
    })
  })

/** Adds the port if both sources have the same name. */
function namesOf(...edges: [EdgeView, EdgeView]): [string, string] {
  const [first, second] = edges
  const isSame = first.from.node.label === second.from.node.label
  const nameOf = ({ from, fromPort }: EdgeView) => (isSame ? `${from.node.label}: ${fromPort.label}` : from.node.label)
  return [nameOf(first), nameOf(second)]
}

function toIssue(node: NodeView, port: Port, first: EdgeView, rivals: readonly EdgeView[]) {
  const [winner, loser] = namesOf(first, rivals[0] ?? first)
  return {
    code: 'COMPETING_WRITERS' as const,
    severity: 'warning' as const,
    ...textRef('advice.competingWriters', { port: port.label, node: node.node.label, winner, loser }),
    nodeId: node.node.id,
    path: port.id,
    fix: {
      label: textRef('advice.keepOnly', { source: winner }),
      change: { type: 'remove-edges' as const, edgeIds: rivals.map(({ edge }) => edge.id) },
    },
  }
}
