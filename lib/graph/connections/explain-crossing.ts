import type { EdgeView } from '../graph-view'
import { explainScope, isInside } from '../scopes'

type Crossing = Pick<EdgeView, 'from' | 'to' | 'fromPort' | 'toPort' | 'fromInner' | 'toInner'>

/** Why an edge may not cross these scopes, in a sentence; null if it may. */
export function explainCrossing(edge: Crossing): string | null {
  const { from, to, fromPort, fromInner, toInner } = edge
  if (toInner) return explainResult(edge)
  if (fromInner)
    return isInside(to, from) ? null : `“${fromPort.label}” of “${from.node.label}” is for the steps inside it.`
  if (isInside(to, from)) return `“${from.node.label}” gives “${fromPort.label}” when the steps inside it have ended.`
  return explainScope(from, to)
}

function explainResult({ from, to, toPort, fromInner }: Crossing): string | null {
  const { label } = to.node
  if (from.parent === to && !fromInner) return null
  if (from === to) return `Put a step inside “${label}” that makes its “${toPort.label}”.`
  if (isInside(from, to))
    return `“${from.node.label}” is deeper inside “${label}”. Let the container around it give the value.`
  return `“${toPort.label}” of “${label}” is fed by the steps inside it.`
}
