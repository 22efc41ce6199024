import type { Graph, GraphEdge } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { portsOf } from './node-ports'
import type { Connection } from './unambiguous-edges'

const CITATIONS = 'citations'

/** Connects the citations of each answer whose text comes from a single node that reads passages. */
export function citationEdges({ nodes, edges }: Graph, manifests: ManifestLookup): Connection[] {
  const nodeById = new Map(nodes.map((node) => [node.id, node]))
  const readsPassages = (id: string) =>
    edges.some(({ from, to }) => {
      const source = nodeById.get(from.node)
      if (to.node !== id || !source) return false
      const port = portsOf(source, manifests).outputs.find((output) => output.id === from.port)
      return port?.kind === 'documents' || source.type === 'retriever'
    })
  return nodes.flatMap((answer): Connection[] => {
    if (manifests(answer.type)?.role !== 'answer') return []
    if (!portsOf(answer, manifests).inputs.some(({ id }) => id === CITATIONS)) return []
    const edgesInto = (port: string): GraphEdge[] => edges.filter(({ to }) => to.node === answer.id && to.port === port)
    const [text, other] = edgesInto('text')
    const writer = text && !other ? nodeById.get(text.from.node) : undefined
    const writes = writer && portsOf(writer, manifests).outputs.some(({ id }) => id === CITATIONS)
    if (!writes || edgesInto(CITATIONS).length > 0 || !readsPassages(writer.id)) return []
    return [{ from: { node: writer.id, port: CITATIONS }, to: { node: answer.id, port: CITATIONS } }]
  })
}
