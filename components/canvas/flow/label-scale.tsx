'use client'
import { useStore, useStoreApi } from '@xyflow/react'
import { useEffect } from 'react'
import { labelScale } from './label-scale-of'

/** Below this zoom the height of a card fits one line of its name. */
const ONE_LINE_ZOOM = 0.32

/**
 * Keeps names readable at every zoom: `--label-scale` grows as the zoom shrinks (flow.css). In steps, because each
 * change lays out all names again.
 */
export function LabelScale() {
  const scale = useStore((state) => labelScale(state.transform[2]))
  const hasOneLine = useStore((state) => state.transform[2] < ONE_LINE_ZOOM)
  const { getState } = useStoreApi()
  useEffect(() => {
    const canvas = getState().domNode
    canvas?.style.setProperty('--label-scale', String(scale))
    canvas?.classList.toggle('one-line-names', hasOneLine)
  }, [scale, hasOneLine, getState])
  return null
}
