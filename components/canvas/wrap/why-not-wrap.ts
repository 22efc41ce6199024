import { t } from '@/lib/client/messages/t'
import type { PortRef } from '@/lib/graph/graph'
import type { GraphView } from '@/lib/graph/graph-view'
import { isCapabilityKind } from '@/lib/graph/ports'
import type { Crossing, Crossings } from '../sub-app/crossings'
import { nodeBetween } from '../sub-app/node-between'

/** Why these nodes cannot be wrapped; null if they can. With `next`, the container returns only this output. */
export function whyNotWrap(
  view: GraphView,
  innerIds: ReadonlySet<string>,
  { outgoing }: Crossings,
  next?: PortRef,
): string | null {
  const selected = view.nodes.filter(({ node }) => innerIds.has(node.id))
  if (!selected.some(({ manifest }) => manifest.role === undefined)) return t('subApps.nothing')
  const end = selected.find(({ manifest }) => manifest.role === 'start' || manifest.role === 'answer')
  if (end) return t('wrap.hasEnd', { name: end.node.label })
  const locked = selected.find(({ node }) => node.locked)
  if (locked) return t('wrap.locked', { name: locked.node.label })
  const tops = selected.filter(({ parent }) => parent === null || !innerIds.has(parent.node.id))
  if (new Set(tops.map(({ parent }) => parent)).size > 1) return t('subApps.mixedContainers')
  const plug = outgoing.find(({ port }) => isCapabilityKind(port.kind))
  if (plug) {
    const user = plug.edges[0]?.to.node.label ?? ''
    return t('wrap.capability', { name: plug.sourceNode.node.label, user })
  }
  if (outgoing.some(({ edges }) => edges.some((edge) => edge.toInner))) return t('wrap.isResult')
  const nodeInBetween = nodeBetween(view, innerIds)
  if (nodeInBetween !== null) return t('wrap.between', { name: nodeInBetween })
  if (next) return whyNotCycle(view, outgoing, next)
  const [first, second] = outgoing
  if (!first || !second) return null
  return t('wrap.severalValues', { first: name(first), second: name(second) })
}

/** The Loop returns its last state: nodes outside cannot read what other nodes of the cycle return in its rounds. */
function whyNotCycle(view: GraphView, outgoing: readonly Crossing[], next: PortRef): string | null {
  const other = outgoing.find(({ source }) => source.node !== next.node || source.port !== next.port)
  const source = view.viewById.get(next.node)
  const port = source?.ports.outputs.find(({ id }) => id === next.port)
  if (!other || !source || !port) return null
  return t('wrap.onlyState', { other: name(other), state: name({ sourceNode: source, port }) })
}

function name({ sourceNode, port }: Pick<Crossing, 'sourceNode' | 'port'>): string {
  return `${sourceNode.node.label}: ${port.label}`
}
