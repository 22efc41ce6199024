import type { EmbedApp } from '@/lib/contracts/public'
import { startFrame } from '../start-frame'
import { previewFetch } from './files/preview-fetch'

interface Preview {
  app: EmbedApp
  answer: string
  theme: 'light' | 'dark'
  locale: string
}

/**
 * The frame inside the studio's designer: it shows settings that are not saved yet. It runs without an origin of its
 * own, so nothing of the studio is in its reach, and it hears the studio's page alone.
 */
export function startPreview(place: HTMLElement, studio: string): void {
  window.addEventListener('message', (event) => {
    if (event.origin !== studio || event.source !== window.parent) return
    const { app, answer, theme, locale } = asPreview(event.data)
    document.documentElement.lang = locale
    document.documentElement.dir = locale === 'ar' ? 'rtl' : 'ltr'
    document.documentElement.dataset.theme = theme
    void startFrame(place, { app, host: '', mode: 'preview', isBubble: false, fetch: previewFetch(answer) })
  })
  window.parent.postMessage('patchbay:preview-ready', studio)
}

/** Safe: the studio's own page sent it. */
const asPreview = (data: unknown): Preview => data as Preview
