import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { Editor } from './state/editor-context'
import { nestingOf } from './state/layout/nesting'

/** Nodes that would go along with what is chosen, because they are inside of it. */
export function countGoingAlong({ store, manifests }: Pick<Editor, 'store' | 'manifests'>): number {
  const { graph, selection } = store.getState()
  return nestingOf(graph, manifests).withInside(selection).size - selection.length
}

/** Deletes what is chosen; asks first when there is more inside of it. */
export function removeSelection(editor: Editor): void {
  if (countGoingAlong(editor) > 0) editor.ui.getState().set({ isRemovalAsked: true })
  else tellLocked(editor.actions.removeSelection())
}

/** Says why some of what was chosen is still there. */
export function tellLocked(count: number): void {
  if (count > 0) toast.info(t('canvasEditing.lockedStay', { count }))
}
