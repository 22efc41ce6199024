'use client'
import { LazyDialog } from './lazy-part'
import type { ConfirmDialogProps } from './overlays/confirm-dialog-props'
import { makePart } from './part'

const confirmation = makePart(() =>
  import('./overlays/confirmation-dialog').then((module) => module.ConfirmationDialog),
)

/** Confirmation of an irreversible action. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange } = props
  return <LazyDialog part={confirmation} open={open} props={props} onClose={() => onOpenChange(false)} />
}
