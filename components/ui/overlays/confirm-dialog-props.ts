import type { ReactNode } from 'react'

export interface ConfirmDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** Consequences, and whether the action can be undone. */
  description: ReactNode
  confirmLabel: string
  /** Content between the text and the buttons, such as a field. */
  children?: ReactNode
  tone?: 'danger' | 'primary'
  busy?: boolean
  /** True if absent. */
  canConfirm?: boolean
  /** The dialog stays open until the caller closes it, so that an error can be shown. */
  onConfirm: () => void
}
