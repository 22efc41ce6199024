'use client'
import { ConfirmDialog } from '@/components/ui/alert-dialog'
import { t } from '@/lib/client/messages/t'
import { announceLocked, countContained } from './remove-selection'
import { useEditor, useUi } from './state/editor-context'

/** Confirmation before containers are deleted with their nodes. */
export function RemovalDialog() {
  const editor = useEditor()
  const { ui, actions } = editor
  const isOpen = useUi((state) => state.isRemovalOpen)
  const close = () => ui.getState().set({ isRemovalOpen: false })
  return (
    <ConfirmDialog
      open={isOpen}
      onOpenChange={close}
      title={t('containers.deleteTitle')}
      description={t('containers.deleteText', { count: countContained(editor) })}
      confirmLabel={t('common.delete')}
      onConfirm={() => {
        announceLocked(actions.removeSelection())
        close()
      }}
    />
  )
}
