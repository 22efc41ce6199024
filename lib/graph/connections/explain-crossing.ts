import { textRef } from '@/lib/messages/problems/text-ref'
import type { TextRef } from '@/lib/messages/problems/types'
import type { EdgeView } from '../graph-view'
import { explainScope, isInside } from '../scopes'

type Crossing = Pick<EdgeView, 'from' | 'to' | 'fromPort' | 'toPort' | 'fromInner' | 'toInner'>

/** Why an edge may not cross these scopes; null if it may. */
export function explainCrossing(edge: Crossing): TextRef | null {
  const { from, to, fromPort, fromInner, toInner } = edge
  if (toInner) return explainResult(edge)
  if (fromInner)
    return isInside(to, from) ? null : textRef('connect.onlyInside', { port: fromPort.label, node: from.node.label })
  if (isInside(to, from)) return textRef('connect.afterInside', { node: from.node.label, port: fromPort.label })
  return explainScope(from, to)
}

function explainResult({ from, to, toPort, fromInner }: Crossing): TextRef | null {
  const params = { node: to.node.label, port: toPort.label }
  if (from.parent === to && !fromInner) return null
  if (from === to) return textRef('connect.resultNeedsStep', params)
  if (isInside(from, to)) return textRef('connect.tooDeep', { from: from.node.label, node: to.node.label })
  return textRef('connect.resultFromInside', params)
}
