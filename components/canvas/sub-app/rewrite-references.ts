import type { GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import { parseTemplate } from '@/lib/graph/templates/references'
import { mapTemplateStrings } from '@/lib/graph/templates/template-fields'

/** Maps `node.port` of a reference to its replacement. */
export type NewReferences = ReadonlyMap<string, string>

/** The node with rewritten references; the same object if none changed. */
export function rewriteReferences(node: GraphNode, to: NewReferences, manifests: ManifestLookup): GraphNode {
  let changed = false
  const config = mapTemplateStrings(node.config, manifests(node.type)?.templates ?? [], ({ text }) => {
    const next = parseTemplate(text)
      .map((segment) => {
        if (segment.type === 'text') return segment.text
        const [id, port, ...rest] = segment.path
        const target = port === undefined ? undefined : to.get(`${id}.${port}`)
        return target === undefined ? segment.raw : `{{${[target, ...rest].join('.')}}}`
      })
      .join('')
    changed ||= next !== text
    return next
  })
  return changed ? { ...node, config } : node
}
