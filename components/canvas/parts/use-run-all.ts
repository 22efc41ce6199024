'use client'
import { useCallback } from 'react'
import { useStartRun } from '../dock/use-start-run'
import { useEditor } from '../state/editor-context'

/** Runs the whole app with the previous inputs. The first time, it asks for them. */
export function useRunAll(): () => void {
  const { run, ui } = useEditor()
  const { start } = useStartRun()
  return useCallback(() => {
    const last = run.getState().runs.findLast(({ part }) => part === null)
    ui.getState().openDock('run')
    if (last) start(last.inputs, last.message)
  }, [run, ui, start])
}
