import type { ExternalToast } from 'sonner'

export type ToastKind = 'plain' | 'success' | 'info' | 'warning' | 'error'
export interface Notice {
  kind: ToastKind
  text: string
  options: ExternalToast | undefined
}
type Say = (text: string, options?: ExternalToast) => void

/** Messages queued until the renderer is loaded. */
let waiting: Notice[] = []
let show: ((notice: Notice) => void) | null = null
let loadRenderer: (() => void) | null = null

function notify(kind: ToastKind): Say {
  return (text, options) => {
    const notice = { kind, text, options }
    if (show) return show(notice)
    waiting.push(notice)
    loadRenderer?.()
  }
}

/**
 * A short message at the edge of the page: `toast.success(…)`, `toast(text, { action: { label, onClick } })` for undo.
 */
export const toast: Say & Readonly<Record<Exclude<ToastKind, 'plain'>, Say>> = Object.assign(notify('plain'), {
  success: notify('success'),
  info: notify('info'),
  warning: notify('warning'),
  error: notify('error'),
})

/**
 * The renderer is loaded separately: `load` is called for the first queued message.
 * @returns a function that unsubscribes
 */
export function onFirstToast(load: () => void): () => void {
  loadRenderer = load
  if (waiting.length > 0) load()
  return () => {
    loadRenderer = null
  }
}

/** Sends messages to this renderer, queued ones first. @returns a function that unsubscribes */
export function showToasts(receive: (notice: Notice) => void): () => void {
  show = receive
  for (const notice of waiting) receive(notice)
  waiting = []
  return () => {
    show = null
  }
}
