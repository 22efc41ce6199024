'use client'
import { useEffect } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { type Notice, showToasts } from '@/lib/client/toast'
import { Icon } from './icon'

/** Renders the messages of `toast`. Mounted once by `Toaster`. */
export function ToastArea() {
  // Sonner's own listener effect has run before this one.
  useEffect(() => showToasts(draw), [])
  return (
    <Sonner
      position="bottom-right"
      offset={16}
      mobileOffset={{ bottom: 72 }}
      gap={8}
      icons={{
        success: <Icon name="circle-check" className="text-success" />,
        error: <Icon name="circle-x" className="text-danger" />,
        warning: <Icon name="alert-triangle" className="text-warning" />,
        info: <Icon name="info" className="text-info" />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-(--width) max-w-[calc(100vw-32px)] items-start gap-2.5 rounded-lg border bg-raised px-3.5 py-3 text-sm shadow-md font-sans',
          content: 'min-w-0 flex-1',
          title: 'font-medium text-ink',
          description: 'mt-0.5 text-muted text-xs',
          icon: 'mt-0.5 flex',
          actionButton:
            'shrink-0 rounded-sm border border-line-strong px-2 font-medium text-xs leading-6 hover:bg-hover',
          cancelButton: 'shrink-0 rounded-sm px-2 text-muted text-xs leading-6 hover:bg-hover',
          closeButton: 'text-muted',
        },
      }}
    />
  )
}

function draw({ kind, text, options }: Notice): void {
  const show = kind === 'plain' ? toast : toast[kind]
  show(text, options)
}
