'use client'
import { useMemo } from 'react'
import { useEditor } from '../state/editor-context'
import { PART_ACTIONS } from './part-actions'
import { runnableStep } from './runnable-step'
import { useRunPart } from './use-run-part'

/** Shift shortcuts of the selected node. */
export function usePartKeys(): Readonly<Record<string, () => void>> {
  const editor = useEditor()
  const run = useRunPart()
  return useMemo(
    () =>
      Object.fromEntries(
        PART_ACTIONS.map(({ kind, key }) => [
          key,
          () => {
            const nodeId = runnableStep(editor)
            if (nodeId !== undefined) run(kind, nodeId)
          },
        ]),
      ),
    [editor, run],
  )
}
