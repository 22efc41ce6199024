import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import type { Editor } from './state/editor-context'

/** Shows what an action changed, with an undo button. The button does not undo later steps. */
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
