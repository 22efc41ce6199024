import type { GraphView, NodeView } from '../graph-view'
import type { GraphIssue } from '../issue'
import type { LintRule } from './lint-rule'

/** More rounds than this, each with a model or a call, are worth a word. */
const MANY_ROUNDS = 100

/** Loops that only their limit ends, and limits so high that they are none. */
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
      message: `Nothing inside “${loop.node.label}” changes its state, so its condition never changes and only the most rounds end it. Lead the last step inside to “Next state”.`,
      nodeId: loop.node.id,
    },
  ]
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
      message: `“${loop.node.label}” may go round ${rounds} times, and “${costly.node.label}” inside it calls out in each round. A lower limit bounds what a mistake costs.`,
      nodeId: loop.node.id,
      path: 'maxRounds',
      fix: {
        label: `At most ${MANY_ROUNDS} rounds`,
        change: { type: 'set-config', nodeId: loop.node.id, path: 'maxRounds', value: MANY_ROUNDS },
      },
    },
  ]
}
