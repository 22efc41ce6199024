'use client'
import { useNodesInitialized, useReactFlow, useStore } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { useEditor, useUi } from '../state/editor-context'
import { FIT, FIT_SMOOTHLY } from './fit-options'

/** Fits the view once nodes are measured, and again when the panel below is resized. */
export function FitWhenReady() {
  const { fitView } = useReactFlow()
  const isReady = useNodesInitialized()
  const hasSize = useStore((state) => state.width > 0 && state.height > 0)
  const isDockOpen = useUi((state) => state.isDockOpen)
  const wasDockOpen = useRef(isDockOpen)
  // On an empty canvas the first node must stay where it was dropped.
  const isEmptyAtFirst = useEditor().store.getInitialState().graph.nodes.length === 0
  const isFitted = useRef(isEmptyAtFirst)
  useEffect(() => {
    if (!isReady || !hasSize || isFitted.current) return
    isFitted.current = true
    requestAnimationFrame(() => void fitView(FIT))
  }, [isReady, hasSize, fitView])
  useEffect(() => {
    if (wasDockOpen.current === isDockOpen) return
    wasDockOpen.current = isDockOpen
    const timer = setTimeout(() => void fitView(FIT_SMOOTHLY), 60)
    return () => clearTimeout(timer)
  }, [isDockOpen, fitView])
  return null
}
