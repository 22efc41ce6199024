'use client'
import { RunSteps } from '@/components/runs/run-steps'
import { useEditor } from '../state/editor-context'
import { useFocusNode } from '../use-focus-node'

/** The steps of the newest run; one opens its node in the inspector. */
export function RunStepsPanel() {
  const { run, store } = useEditor()
  const focusNode = useFocusNode()
  return (
    <RunSteps
      store={run}
      labelOf={(id) => store.getState().nodeById.get(id)?.label ?? id}
      onOpen={(id) => focusNode(id, 'run')}
    />
  )
}
