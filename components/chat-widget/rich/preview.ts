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
 * The frame in the studio's designer shows unsaved settings. It has an opaque origin, so it cannot access the studio,
 * and it listens to the studio's page only.
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

/** Safe: sent by the studio's page. */
const asPreview = (data: unknown): Preview => data as Preview
