'use client'
import { useStore } from 'zustand'
import { useEditor, useUi } from '../state/editor-context'
import { useNodeRun } from './use-node-run'

/** What the node did in the newest run; of one that ran several times, the time that was chosen or the last. */
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
