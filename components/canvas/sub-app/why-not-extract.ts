import { t } from '@/lib/client/messages/t'
import type { GraphView } from '@/lib/graph/graph-view'
import { isCapabilityKind } from '@/lib/graph/ports'
import type { Crossings } from './crossings'
import { nodeBetween } from './node-between'

/** Why these nodes cannot become an app; null if they can. */
export function whyNotExtract(
  view: GraphView,
  innerIds: ReadonlySet<string>,
  { incoming, outgoing }: Crossings,
): string | null {
  const selected = view.nodes.filter(({ node }) => innerIds.has(node.id))
  if (!selected.some(({ manifest }) => manifest.role === undefined)) return t('subApps.nothing')
  const end = selected.find(({ manifest }) => manifest.role === 'start' || manifest.role === 'answer')
  if (end) return t('subApps.hasEnd', { name: end.node.label })
  const locked = selected.find(({ node }) => node.locked)
  if (locked) return t('wrap.locked', { name: locked.node.label })
  const tops = selected.filter(({ parent }) => parent === null || !innerIds.has(parent.node.id))
  if (new Set(tops.map(({ parent }) => parent)).size > 1) return t('subApps.mixedContainers')
  const result = [...incoming, ...outgoing]
    .flatMap(({ edges }) => edges)
    .find((edge) => edge.toInner && innerIds.has(edge.to.node.id))
  if (result) return t('subApps.mixedContainers')
  const plug = [...incoming, ...outgoing].find(({ port }) => isCapabilityKind(port.kind))
  if (plug) {
    const user = plug.edges[0]?.to.node.label ?? ''
    return t('subApps.capability', { name: plug.sourceNode.node.label, user })
  }
  const nodeInBetween = nodeBetween(view, innerIds)
  return nodeInBetween === null ? null : t('subApps.between', { name: nodeInBetween })
}
