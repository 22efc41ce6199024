'use client'
import { useNodesInitialized, useStore } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { useEditor } from '../state/editor-context'
import { useOpeningView } from './use-opening-view'

/** Shows the beginning of the graph once its nodes are measured. */
export function FitWhenReady() {
  const show = useOpeningView()
  const isReady = useNodesInitialized()
  const hasSize = useStore((state) => state.width > 0 && state.height > 0)
  // On an empty canvas the first node must stay where it was dropped.
  const isEmptyAtFirst = useEditor().store.getInitialState().graph.nodes.length === 0
  const isFitted = useRef(isEmptyAtFirst)
  useEffect(() => {
    if (!isReady || !hasSize || isFitted.current) return
    isFitted.current = true
    requestAnimationFrame(() => show())
  }, [isReady, hasSize, show])
  return null
}
