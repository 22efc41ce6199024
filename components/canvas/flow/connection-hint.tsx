'use client'
import { useConnection, useStore, ViewportPortal } from '@xyflow/react'
import { Icon } from '@/components/ui/icon'
import type { Explain } from './use-connecting'

/** Says beside the cursor why the wire in hand does not fit the port under it. */
export function ConnectionHint({ explain }: { explain: Explain }) {
  const connection = useConnection()
  const zoom = useStore((state) => state.transform[2])
  if (!connection.inProgress || !connection.toHandle || connection.isValid !== false) return null
  const { fromHandle, toHandle, to } = connection
  const reason = reasonOf(explain, fromHandle, toHandle)
  if (reason === null) return null
  return (
    <ViewportPortal>
      <div
        role="status"
        className="pointer-events-none absolute z-50 flex w-64 origin-top-left items-start gap-1.5 rounded-md bg-ink px-2.5 py-1.5 text-ink-inverse text-xs shadow-md"
        style={{ transform: `translate(${to.x}px, ${to.y}px) scale(${1 / zoom}) translate(16px, 16px)` }}
      >
        <Icon name="circle-slash" size={13} className="mt-0.5" />
        {reason}
      </div>
    </ViewportPortal>
  )
}

interface HandleEnd {
  nodeId: string
  id?: string | null
  type: 'source' | 'target'
}

function reasonOf(explain: Explain, a: HandleEnd, b: HandleEnd): string | null {
  const [from, to] = a.type === 'source' ? [a, b] : [b, a]
  const answer = explain({ node: from.nodeId, port: from.id ?? '' }, { node: to.nodeId, port: to.id ?? '' })
  return answer.ok ? null : answer.reason
}
