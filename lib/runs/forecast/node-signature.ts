import { canonicalJson } from '@/lib/graph/format/canonical'
import type { GraphView, NodeView } from '@/lib/graph/graph-view'

/**
 * Equal for nodes that do the same work: type, settings, what is plugged in, and all that is inside of a container.
 * By node id, of all nodes of a drawing.
 */
export function nodeSignatures(view: GraphView): ReadonlyMap<string, string> {
  const known = new Map<NodeView, string>()
  const signatureOf = (node: NodeView): string => {
    const found = known.get(node)
    if (found !== undefined) return found
    // A drawing with a circle of plugs is refused; here it must only come to an end.
    known.set(node, '')
    const plugs = (view.edgesTo.get(node.node.id) ?? []).filter(({ isBind }) => isBind)
    const inside = view.nodes.filter(({ parent }) => parent === node)
    const signature = canonicalJson({
      type: node.node.type,
      version: node.node.version,
      config: node.node.config,
      plugs: plugs.map(({ from }) => signatureOf(from)),
      inside: inside.map((inner) => ({ id: inner.node.id, signature: signatureOf(inner), sources: sourcesOf(inner) })),
    })
    known.set(node, signature)
    return signature
  }
  const sourcesOf = ({ node: { id } }: NodeView): string[] =>
    (view.edgesTo.get(id) ?? []).map(({ edge: { from, to } }) => `${from.node}.${from.port}>${to.port}`)
  return new Map(view.nodes.map((node) => [node.node.id, signatureOf(node)]))
}
