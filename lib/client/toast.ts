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
let wanted: (() => void) | null = null

function say(kind: ToastKind): Say {
  return (text, options) => {
    const notice = { kind, text, options }
    if (show) return show(notice)
    waiting.push(notice)
    wanted?.()
  }
}

/**
 * A short message at the edge of the page: `toast.success(…)`, `toast(text, { action: { label, onClick } })` for undo.
 */
export const toast: Say & Readonly<Record<Exclude<ToastKind, 'plain'>, Say>> = Object.assign(say('plain'), {
  success: say('success'),
  info: say('info'),
  warning: say('warning'),
  error: say('error'),
})

/**
 * The renderer is loaded separately: `load` is called for the first queued message.
 * @returns a function that unsubscribes
 */
export function onFirstToast(load: () => void): () => void {
  wanted = load
  if (waiting.length > 0) load()
  return () => {
    wanted = null
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
