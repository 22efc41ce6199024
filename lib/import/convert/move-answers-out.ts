import { textOf } from '../fields'
import type { SourceFlow, SourceNode, SourceVariable } from '../source-flow'

/**
 * Moves answers out of containers, which cannot contain any. Each answer inside appends its text to a variable, and a
 * new answer after the container emits the variable.
 */
export function moveAnswersOut(flow: SourceFlow): SourceFlow {
  const byId = new Map(flow.nodes.map((node) => [node.id, node]))
  const inside = flow.nodes.filter(({ type, parent }) => type === 'answer' && parent !== null && byId.has(parent))
  if (inside.length === 0) return flow
  const containers = [...new Set(inside.map((node) => outermost(node, byId)))]
  const names = new Map(containers.map(({ id }, index) => [id, freeName(flow.variables ?? [], index)]))
  const nodes = flow.nodes.map((node): SourceNode => {
    if (!inside.includes(node)) return node
    const name = names.get(outermost(node, byId).id) ?? ''
    const value = `{{#vars.${name}#}}${textOf(node.data.answer)}`
    return { ...node, type: 'assigner', data: { changes: [{ variable: ['vars', name], operation: 'set', value }] } }
  })
  const answers = containers.map(
    ({ id, item, title, position, parent }): SourceNode => ({
      id: `${id}/replies`,
      item,
      type: 'answer',
      title,
      parent,
      position,
      data: { answer: `{{#vars.${names.get(id)}#}}` },
    }),
  )
  return {
    ...flow,
    // The new answers come first, because they are given before the answers after the container.
    nodes: [...answers, ...nodes],
    edges: [
      ...flow.edges,
      ...containers.map(({ id }) => ({ id: `${id}/replies`, source: id, handle: 'source', target: `${id}/replies` })),
    ],
    variables: [
      ...(flow.variables ?? []),
      ...[...names.values()].map((name): SourceVariable => ({ name, type: 'text', scope: 'run', default: '' })),
    ],
  }
}

function outermost(node: SourceNode, byId: ReadonlyMap<string, SourceNode>): SourceNode {
  const seen = new Set<SourceNode>()
  let at = node
  for (let up = byId.get(at.parent ?? ''); up && !seen.has(up); up = byId.get(at.parent ?? '')) {
    seen.add(up)
    at = up
  }
  return at
}

function freeName(used: readonly SourceVariable[], index: number): string {
  const name = `replies${index + 1}`
  return used.some((variable) => variable.name === name) ? `${name}_text` : name
}
