'use client'
import { useState } from 'react'
import { t } from '@/lib/client/messages/t'
import { Button } from './button'
import { cn } from './cn'
import { type Part, useLoadable } from './part'

/** Renders the part in place once it is loaded. */
export function LazyPart<Props extends object>({ part, props }: { part: Part<Props>; props: Props }) {
  const { value: Component, failed, retry } = useLoadable(part, true)
  if (Component) return <Component {...props} />
  return failed ? <PartFailure onRetry={retry} className="m-4" /> : null
}

export interface LazyDialogProps<Props extends object> {
  part: Part<Props>
  open: boolean
  props: Props
  /** Closes a part that failed to load. Without it only a retry is offered. */
  onClose?: () => void
}

/** Stays mounted after the first opening, so that closing can animate. */
export function LazyDialog<Props extends object>({ part, open, props, onClose }: LazyDialogProps<Props>) {
  const [wasOpen, setWasOpen] = useState(open)
  if (open && !wasOpen) setWasOpen(true)
  const { value: Component, failed, retry } = useLoadable(part, open)
  if (Component) return wasOpen || open ? <Component {...props} /> : null
  return failed ? <OverlayFailure onRetry={retry} {...(onClose ? { onClose } : {})} /> : null
}

/** Replaces a dialog or menu that failed to load. */
export function OverlayFailure(props: { onRetry: () => void; onClose?: () => void }) {
  return <PartFailure {...props} className="fixed inset-x-4 bottom-4 z-50 mx-auto max-w-md shadow-lg" />
}

function PartFailure(props: { onRetry: () => void; onClose?: () => void; className: string }) {
  return (
    <div role="alert" className={cn('rounded-lg border border-danger/30 bg-danger-soft p-4', props.className)}>
      <p className="text-sm">{t('common.partFailed')}</p>
      <div className="mt-3 flex gap-2">
        <Button size="sm" icon="refresh" onClick={props.onRetry} autoFocus={props.onClose !== undefined}>
          {t('common.retry')}
        </Button>
        {props.onClose ? (
          <Button size="sm" variant="ghost" onClick={props.onClose}>
            {t('common.close')}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
