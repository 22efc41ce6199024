import 'server-only'
import type { EmbedApp } from '@/lib/contracts/public'
import { inkOn } from '@/lib/core/accent'

export interface EmbedHtml {
  app: EmbedApp
  mode: 'page' | 'widget'
  theme: 'auto' | 'light' | 'dark'
  /** Origin of the page that shows the widget. */
  host: string | null
  scriptUrl: string
  styleUrl: string
}

/** The document of the chat page and of the widget frame. Everything variable is an escaped attribute or text. */
export function embedHtml({ app, mode, theme, host, scriptUrl, styleUrl }: EmbedHtml): string {
  const data = { app: JSON.stringify(app), mode, host: host ?? '' }
  const attributes = Object.entries(data).map(([name, value]) => `data-${name}="${escapeHtml(value)}"`)
  return page({
    title: app.title,
    htmlAttributes: `data-mode="${mode}" data-theme="${theme}"`,
    head: `${iconLink(app.accent)}<link rel="stylesheet" href="${escapeHtml(styleUrl)}"><script defer src="${escapeHtml(scriptUrl)}"></script>`,
    body: `<div id="chat" ${attributes.join(' ')}></div><noscript>This chat needs JavaScript.</noscript>`,
  })
}

function iconLink(accent: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="7" fill="${accent}"/><path d="m12 5 1.4 4.2a2 2 0 0 0 1.4 1.4L19 12l-4.2 1.4a2 2 0 0 0-1.4 1.4L12 19l-1.4-4.2a2 2 0 0 0-1.4-1.4L5 12l4.2-1.4a2 2 0 0 0 1.4-1.4Z" fill="${inkOn(accent)}"/></svg>`
  return `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(svg)}">`
}

/** One page for whatever is not there or not for this visitor. */
export function missingHtml(styleUrl: string | null): string {
  return page({
    title: 'Not found',
    htmlAttributes: 'data-mode="page" data-theme="auto"',
    head: styleUrl === null ? '' : `<link rel="stylesheet" href="${escapeHtml(styleUrl)}">`,
    body: `<main class="missing"><h1>There is no chat here</h1><p>The address may be wrong, the chat may have been taken down, or you may have to <a href="/">sign in</a> first.</p></main>`,
  })
}

function page(parts: { title: string; htmlAttributes: string; head: string; body: string }): string {
  return `<!doctype html><html lang="en" ${parts.htmlAttributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${escapeHtml(parts.title)}</title>${parts.head}</head><body>${parts.body}</body></html>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
