import type { ExternalToast } from 'sonner'

export type ToastKind = 'plain' | 'success' | 'info' | 'warning' | 'error'
export interface Notice {
  kind: ToastKind
  text: string
  options: ExternalToast | undefined
}
type Say = (text: string, options?: ExternalToast) => void

/** What was said before anything could show it; shown as soon as it can be. */
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

/** A short notice at the edge of the page: `toast.success(…)`, `toast(text, { action: { label, onClick } })` for an undo. */
export const toast: Say & Readonly<Record<Exclude<ToastKind, 'plain'>, Say>> = Object.assign(say('plain'), {
  success: say('success'),
  info: say('info'),
  warning: say('warning'),
  error: say('error'),
})

/** What draws the notices is loaded apart: `load` is called once the first one waits. @returns ends it */
export function onFirstToast(load: () => void): () => void {
  wanted = load
  if (waiting.length > 0) load()
  return () => {
    wanted = null
  }
}

/** From now on notices go there, first those that waited. @returns ends it */
export function showToasts(receive: (notice: Notice) => void): () => void {
  show = receive
  for (const notice of waiting) receive(notice)
  waiting = []
  return () => {
    show = null
  }
}
