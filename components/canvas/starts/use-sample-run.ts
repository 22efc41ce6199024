import { useCallback } from 'react'
import { useStartRun } from '../dock/use-start-run'
import { useEditor } from '../state/editor-context'
import { runSample } from './run-sample'

/** Runs the draft with the sample event of a trigger. */
export function useSampleRun(): (triggerId: string) => Promise<void> {
  const editor = useEditor()
  const { start } = useStartRun()
  return useCallback((triggerId) => runSample(editor, start, triggerId), [editor, start])
}
