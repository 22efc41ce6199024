import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { Editor } from './state/editor-context'
import { nestingOf } from './state/layout/nesting'

/** Nodes inside the selection that would be deleted with it. */
export function countContained({ store, manifests }: Pick<Editor, 'store' | 'manifests'>): number {
  const { graph, selection } = store.getState()
  return nestingOf(graph, manifests).withInside(selection).size - selection.length
}

/** Deletes the selection. Asks first if it contains other nodes. */
export function removeSelection(editor: Editor): void {
  if (countContained(editor) > 0) editor.ui.getState().set({ isRemovalOpen: true })
  else announceLocked(editor.actions.removeSelection())
}

/** Explains why some selected nodes were kept. */
export function announceLocked(count: number): void {
  if (count > 0) toast.info(t('canvasEditing.lockedStay', { count }))
}
