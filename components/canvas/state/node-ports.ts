import { currentLocale } from '@/lib/client/messages/catalogue'
import type { StudioLocale } from '@/lib/core/locales/studio-locale'
import { effectivePorts } from '@/lib/graph/connections/effective-ports'
import type { GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { NodePorts } from '@/lib/graph/ports'
import { localizedPorts } from '../localized-manifest'

const EMPTY: NodePorts = { inputs: [], outputs: [] }
const caches = new Map<StudioLocale, WeakMap<GraphNode, NodePorts>>()

/** The node's ports, in the page's language. Nodes are never changed in place, so the answer is kept with the object. */
export function portsOf(node: GraphNode, manifests: ManifestLookup): NodePorts {
  const locale = currentLocale()
  const cache = caches.get(locale) ?? new WeakMap<GraphNode, NodePorts>()
  caches.set(locale, cache)
  const known = cache.get(node)
  if (known) return known
  const manifest = manifests(node.type)
  const ports = manifest ? localizedPorts(effectivePorts(node, manifest)) : EMPTY
  cache.set(node, ports)
  return ports
}
