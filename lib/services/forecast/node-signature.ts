import { canonicalJson } from '@/lib/graph/format/canonical'
import type { GraphView, NodeView } from '@/lib/graph/graph-view'

/**
 * Signatures of all nodes of a graph by id. They are equal for nodes that do the same work: with the same type,
 * settings, plugged-in nodes and, for a container, inner nodes.
 */
export function nodeSignatures(view: GraphView): ReadonlyMap<string, string> {
  const signatures = new Map<NodeView, string>()
  const signatureOf = (node: NodeView): string => {
    const found = signatures.get(node)
    if (found !== undefined) return found
    // A cycle of plugs is rejected elsewhere; here the recursion only has to end.
    signatures.set(node, '')
    const plugs = (view.edgesTo.get(node.node.id) ?? []).filter(({ isBind }) => isBind)
    const inside = view.nodes.filter(({ parent }) => parent === node)
    const signature = canonicalJson({
      type: node.node.type,
      version: node.node.version,
      config: node.node.config,
      plugs: plugs.map(({ from }) => signatureOf(from)),
      inside: inside.map((inner) => ({ id: inner.node.id, signature: signatureOf(inner), sources: sourcesOf(inner) })),
    })
    signatures.set(node, signature)
    return signature
  }
  const sourcesOf = ({ node: { id } }: NodeView): string[] =>
    (view.edgesTo.get(id) ?? []).map(({ edge: { from, to } }) => `${from.node}.${from.port}>${to.port}`)
  return new Map(view.nodes.map((node) => [node.node.id, signatureOf(node)]))
}
