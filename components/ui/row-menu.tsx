import type { ReactNode } from 'react'
import { t } from '@/lib/client/messages/t'
import { ConfirmDialog } from './alert-dialog'
import { DropdownMenuItem, DropdownMenuSeparator } from './dropdown-menu'
import { MoreMenu } from './more-menu'

export type RowDialog = 'edit' | 'delete' | null

export interface RowMenuProps {
  /** Name of the row's subject. */
  name: string
  /** The open dialog; the owner closes it when its action is done. */
  dialog: RowDialog
  onDialogChange: (dialog: RowDialog) => void
  /** The dialog that is shown while `dialog` is `edit`. */
  editor: ReactNode
  onDelete: () => void
  /** Confirmation text; omitted if deletion can be undone. */
  question?: { title: string; description: string; busy: boolean; note?: ReactNode }
  /** Items before and after “Edit”. */
  first?: ReactNode
  further?: ReactNode
}

/** Menu of a row: edit, delete and further actions, behind three dots. */
export function RowMenu({ name, dialog, onDialogChange, editor, onDelete, question, first, further }: RowMenuProps) {
  return (
    <>
      {/* Above the link that covers the whole row. */}
      <MoreMenu label={`${t('common.more')}: ${name}`} className="relative z-10">
        {first}
        <DropdownMenuItem icon="pencil" onSelect={() => onDialogChange('edit')}>
          {t('common.edit')}
        </DropdownMenuItem>
        {further}
        <DropdownMenuSeparator />
        <DropdownMenuItem
          icon="trash"
          tone="danger"
          onSelect={() => (question ? onDialogChange('delete') : onDelete())}
        >
          {t('common.delete')}
        </DropdownMenuItem>
      </MoreMenu>
      {dialog === 'edit' ? editor : null}
      {question ? (
        <ConfirmDialog
          open={dialog === 'delete'}
          onOpenChange={(open) => onDialogChange(open ? 'delete' : null)}
          title={question.title}
          description={question.description}
          confirmLabel={t('common.delete')}
          busy={question.busy}
          onConfirm={onDelete}
        >
          {question.note}
        </ConfirmDialog>
      ) : null}
    </>
  )
}
