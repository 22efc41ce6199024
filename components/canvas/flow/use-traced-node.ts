'use client'
import { useStore } from 'zustand'
import { useEditor, useUi } from '../state/editor-context'
import { useNodeRun } from './use-node-run'

/** The node's trace in the latest run. If it ran several times, the selected or last one. */
export function useTracedNode(nodeId: string) {
  const { run } = useEditor()
  const newest = useNodeRun(nodeId, (state) => state)
  const tracedKey = useUi((state) => state.tracedKey)
  const traced = useStore(run, (state) => {
    const found = tracedKey === null ? undefined : state.runs.at(-1)?.run.nodes[tracedKey]
    return found?.nodeId === nodeId ? found : undefined
  })
  return traced ?? newest
}
