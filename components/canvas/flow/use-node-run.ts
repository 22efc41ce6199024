'use client'
import { useStore } from 'zustand'
import type { NodeState } from '@/lib/engine/state/run-state'
import { useEditor } from '../state/editor-context'

/** What the newest run says about one node; a token for another node wakes nobody here. */
export function useNodeRun<Value>(nodeId: string, select: (state: NodeState | undefined) => Value): Value {
  return useStore(useEditor().run, (state) => select(state.nodes.get(nodeId)))
}

export function useIsRunActive(): boolean {
  return useStore(useEditor().run, (state) => state.isActive)
}
