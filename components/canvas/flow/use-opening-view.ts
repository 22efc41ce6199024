import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback } from 'react'
import { openingView } from './opening-view'

/** Fits the whole graph into the view, or only its beginning if the graph would be hard to read. */
export function useOpeningView(): (duration?: number) => void {
  const { setViewport } = useReactFlow()
  const flow = useStoreApi()
  return useCallback(
    (duration = 0) => {
      const { nodeLookup, width, height } = flow.getState()
      const boxes = [...nodeLookup.values()].flatMap(({ hidden, internals, measured }) =>
        hidden ? [] : [{ ...internals.positionAbsolute, width: measured.width ?? 0, height: measured.height ?? 0 }],
      )
      if (boxes.length > 0) void setViewport(openingView(boxes, { width, height }), { duration })
    },
    [flow, setViewport],
  )
}
