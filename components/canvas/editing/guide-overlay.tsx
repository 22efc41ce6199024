'use client'
import { ViewportPortal } from '@xyflow/react'
import { useUi } from '../state/editor-context'

/** The length of a guide, which is longer than any graph. */
const LENGTH = 200_000

/** Alignment lines of the node that is being dragged. */
export function GuideOverlay() {
  const guides = useUi((state) => state.guides)
  if (!guides || (guides.x === null && guides.y === null)) return null
  return (
    <ViewportPortal>
      <svg aria-hidden className="guide-lines" width={1} height={1}>
        {guides.x === null ? null : <path d={`M${guides.x} ${-LENGTH}V${LENGTH}`} />}
        {guides.y === null ? null : <path d={`M${-LENGTH} ${guides.y}H${LENGTH}`} />}
      </svg>
    </ViewportPortal>
  )
}
