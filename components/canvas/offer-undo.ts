import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { Editor } from './state/editor-context'

/** Says what a key has just changed, with a button that takes it back. Later steps are not undone by it. */
export function offerUndo({ store }: Pick<Editor, 'store'>, text: string): void {
  const { graph } = store.getState()
  toast(text, {
    action: {
      label: t('common.undo'),
      onClick: () => {
        if (store.getState().graph === graph) store.getState().undo()
        else toast.info(t('canvas.undoTooLate'))
      },
    },
  })
}
