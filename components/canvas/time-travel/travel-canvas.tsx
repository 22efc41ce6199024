'use client'
import { t } from '@/lib/client/messages/t'
import { Drawing, useDetail } from '../flow/flow-canvas'
import { useCanvasGestures } from '../flow/use-canvas-gestures'

/** Read-only canvas of a run: nodes and edges can be selected, but not moved or connected. */
export function TravelCanvas() {
  const gestures = useCanvasGestures()
  const detail = useDetail()
  return (
    <section aria-label={t('timeTravel.canvas')} className="view-only relative size-full" data-detail={detail}>
      <Drawing viewOnly detail={detail} gestures={gestures} />
    </section>
  )
}
