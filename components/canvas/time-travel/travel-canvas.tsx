'use client'
import { t } from '@/lib/client/messages/t'
import { Drawing, useDetail } from '../flow/flow-canvas'
import { useCanvasGestures } from '../flow/use-canvas-gestures'

/** The drawing of a run, to be looked at: nodes and edges are chosen, nothing is moved or connected. */
export function TravelCanvas() {
  const gestures = useCanvasGestures()
  const detail = useDetail()
  return (
    <section aria-label={t('timeTravel.canvas')} className="view-only relative size-full" data-detail={detail}>
      <Drawing viewOnly detail={detail} gestures={gestures} />
    </section>
  )
}
