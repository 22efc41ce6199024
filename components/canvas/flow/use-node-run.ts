'use client'
import { useStore } from 'zustand'
import type { NodeState } from '@/lib/engine/state/run-state'
import { useEditor } from '../state/editor-context'

/** The latest run's state of one node. A token for another node triggers no render here. */
export function useNodeRun<Value>(nodeId: string, select: (state: NodeState | undefined) => Value): Value {
  return useStore(useEditor().run, (state) => select(state.nodes.get(nodeId)))
}

export function useIsRunActive(): boolean {
  return useStore(useEditor().run, (state) => state.isActive)
}
