'use client'
import { useConnection, useStore } from '@xyflow/react'
import { Icon } from '@/components/ui/icon'
import { type Explain, whyNot } from './why-not'

/** The width of `w-64` in pixels. */
const WIDTH = 256
const MARGIN = 8

/** Tooltip next to the cursor that explains why the dragged connection cannot end at this port. */
export function ConnectionHint({ explain }: { explain: Explain }) {
  const connection = useConnection()
  const transform = useStore((state) => state.transform)
  const width = useStore((state) => state.width)
  if (!connection.inProgress || !connection.toHandle || connection.isValid !== false) return null
  const { fromHandle, toHandle, to } = connection
  const reason = whyNot(explain, fromHandle, toHandle)
  if (reason === null) return null
  const [panX, panY, zoom] = transform
  return (
    <div
      role="status"
      className="pointer-events-none absolute z-50 flex w-64 items-start gap-1.5 rounded-md bg-ink px-2.5 py-1.5 text-ink-inverse text-xs shadow-md"
      style={{
        left: Math.max(MARGIN, Math.min(to.x * zoom + panX + 16, width - WIDTH - MARGIN)),
        top: to.y * zoom + panY + 16,
      }}
    >
      <Icon name="circle-slash" size={13} className="mt-0.5" />
      {reason}
    </div>
  )
}
