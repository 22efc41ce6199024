import { t } from '@/lib/client/messages/t'
import { dependencyEdges } from '@/lib/graph/dependency-edges'
import type { GraphView } from '@/lib/graph/graph-view'
import { isCapabilityKind } from '@/lib/graph/ports'
import type { Crossings } from './crossings'

/** Why these nodes cannot become an app of their own, in a sentence; null when they can. */
export function whyNotExtract(view: GraphView, inside: ReadonlySet<string>, { into, out }: Crossings): string | null {
  const chosen = view.nodes.filter(({ node }) => inside.has(node.id))
  if (!chosen.some(({ manifest }) => manifest.role === undefined)) return t('subApps.nothing')
  const end = chosen.find(({ manifest }) => manifest.role === 'start' || manifest.role === 'answer')
  if (end) return t('subApps.hasEnd', { name: end.node.label })
  const tops = chosen.filter(({ parent }) => parent === null || !inside.has(parent.node.id))
  if (new Set(tops.map(({ parent }) => parent)).size > 1) return t('subApps.mixedContainers')
  const result = [...into, ...out]
    .flatMap(({ edges }) => edges)
    .find((edge) => edge.toInner && inside.has(edge.to.node.id))
  if (result) return t('subApps.mixedContainers')
  const plug = [...into, ...out].find(({ port }) => isCapabilityKind(port.kind))
  if (plug) {
    const user = plug.edges[0]?.to.node.label ?? ''
    return t('subApps.capability', { name: plug.sourceNode.node.label, user })
  }
  const between = nodeBetween(view, inside)
  return between === null ? null : t('subApps.between', { name: between })
}

/** A node outside that waits for a chosen one while another chosen one waits for it: the app would wait for itself. */
function nodeBetween(view: GraphView, inside: ReadonlySet<string>): string | null {
  const next = new Map<string, string[]>()
  for (const { from, to } of dependencyEdges(view)) next.set(from, [...(next.get(from) ?? []), to])
  const seen = new Set<string>()
  const open = [...inside].flatMap((id) =>
    (next.get(id) ?? []).filter((to) => !inside.has(to)).map((to) => [to, to] as const),
  )
  for (let at = open.pop(); at; at = open.pop()) {
    const [id, first] = at
    if (seen.has(id)) continue
    seen.add(id)
    for (const to of next.get(id) ?? []) {
      if (inside.has(to)) return view.viewById.get(first)?.node.label ?? first
      open.push([to, first])
    }
  }
  return null
}
