import { localizeText } from '@/lib/client/messages/localize-text'
import type { Connectable } from '@/lib/graph/connections/compatible'
import type { PortRef } from '@/lib/graph/graph'

export type Explain = (from: PortRef, to: PortRef) => Connectable

interface HandleEnd {
  nodeId: string
  id?: string | null
  type: 'source' | 'target'
}

/** Why two ports cannot be connected, in whichever direction the connection was dragged; null if they can. */
export function whyNot(explain: Explain, a: HandleEnd, b: HandleEnd): string | null {
  const [from, to] = a.type === 'source' ? [a, b] : [b, a]
  const answer = explain({ node: from.nodeId, port: from.id ?? '' }, { node: to.nodeId, port: to.id ?? '' })
  return answer.ok ? null : localizeText(answer.reason)
}
