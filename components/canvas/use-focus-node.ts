'use client'
import { useReactFlow } from '@xyflow/react'
import { useCallback } from 'react'
import { useEditor } from './state/editor-context'
import { nestingOf } from './state/layout/nesting'
import type { InspectorTab } from './state/ui-store'

/** Selects a node, scrolls it into view and opens it in the inspector, optionally at a field. */
export function useFocusNode() {
  const { store, ui, manifests, actions } = useEditor()
  const { fitView } = useReactFlow()
  return useCallback(
    (nodeId: string, tab: InspectorTab, path?: string) => {
      const expandAround = (id: string) => {
        const parent = nestingOf(store.getState().graph, manifests).parentOf(id)
        if (parent === undefined) return
        if (store.getState().nodeById.get(parent)?.collapsed) actions.setCollapsed(parent, false)
        expandAround(parent)
      }
      if (!store.getState().nodeById.has(nodeId)) return
      expandAround(nodeId)
      store.getState().select([nodeId])
      ui.getState().set({
        inspectorTab: tab,
        rightPanel: 'inspector',
        ...(path === undefined ? {} : { focusField: { nodeId, path, at: Date.now() } }),
      })
      void fitView({ nodes: [{ id: nodeId }], duration: 200, maxZoom: 1, padding: 1.2 })
    },
    [store, ui, manifests, actions, fitView],
  )
}
