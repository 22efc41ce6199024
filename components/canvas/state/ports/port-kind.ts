import type { GraphNode } from '@/lib/graph/graph'
import type { ManifestLookup } from '@/lib/graph/manifest'
import type { PortKind } from '@/lib/graph/ports'
import { portsOf } from './node-ports'

/** Kind of an output or inner port; `any` if the port does not exist. */
export function outputKind(
  node: GraphNode | undefined,
  portId: string | null | undefined,
  manifests: ManifestLookup,
): PortKind {
  const ports = node ? portsOf(node, manifests) : undefined
  const isPort = ({ id }: { id: string }) => id === portId
  return (ports?.outputs.find(isPort) ?? ports?.inner?.outputs.find(isPort))?.kind ?? 'any'
}
