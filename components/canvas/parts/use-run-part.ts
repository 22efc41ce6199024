'use client'
import { useCallback } from 'react'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { PartKind } from '@/lib/graph/partial/plan-part'
import { useEditor } from '../state/editor-context'

/** Starts partial runs. The code is loaded with the first one. */
export function useRunPart() {
  const editor = useEditor()
  return useCallback(
    (kind: PartKind, nodeId: string) =>
      void import('./run-part').then(
        ({ confirmAndRun }) => confirmAndRun(editor, kind, nodeId),
        () => toast.error(t('common.partFailed')),
      ),
    [editor],
  )
}
