'use client'
import { RunSteps } from '@/components/runs/trace/run-steps'
import { useEditor } from '../state/editor-context'
import { useFocusNode } from '../use-focus-node'
import type { RunControl } from './use-start-run'

/** Steps of the latest run. Selecting one opens its node in the inspector, and the run can restart there. */
export function RunStepsPanel({ control }: { control: RunControl }) {
  const { run, store, ui } = useEditor()
  const focusNode = useFocusNode()
  return (
    <RunSteps
      store={run}
      labelOf={(id) => store.getState().nodeById.get(id)?.label ?? id}
      isKnown={(id) => store.getState().nodeById.has(id)}
      onOpen={(id, tracedKey) => {
        ui.getState().set({ tracedKey })
        focusNode(id, 'run')
      }}
      onRunAgain={(record, nodeId) => control.rerun(record, { nodeId })}
    />
  )
}
