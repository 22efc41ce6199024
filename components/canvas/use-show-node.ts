import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback } from 'react'
import { useEditor } from './state/editor-context'
import { nestingOf } from './state/layout/nesting'

/** Pans to a node that was added outside the view, without changing the zoom. */
export function useShowNode(): (nodeId: string) => void {
  const { store, manifests } = useEditor()
  const { setCenter, getZoom } = useReactFlow()
  const flow = useStoreApi()
  return useCallback(
    (nodeId) => {
      const { placeOf, sizeOf } = nestingOf(store.getState().graph, manifests)
      const [place, size] = [placeOf(nodeId), sizeOf(nodeId)]
      const { transform, width, height } = flow.getState()
      const [x, y, zoom] = transform
      const [left, top] = [place.x * zoom + x, place.y * zoom + y]
      if (left >= 0 && top >= 0 && left + size.width * zoom <= width && top + size.height * zoom <= height) return
      void setCenter(place.x + size.width / 2, place.y + size.height / 2, { zoom: getZoom(), duration: 200 })
    },
    [store, manifests, setCenter, getZoom, flow],
  )
}
