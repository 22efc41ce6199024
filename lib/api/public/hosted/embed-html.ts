import 'server-only'
import type { EmbedApp } from '@/lib/contracts/public'
import { inkOn } from '@/lib/contracts/widget/accent'
import { directionOf, type WidgetLocale } from '@/lib/core/locales/widget-locale'
import type { EmbedFiles } from './embed-files'
import { lateTexts } from './late-texts'
import { missingTexts } from './missing-texts'

export interface EmbedHtml {
  app: EmbedApp
  mode: 'page' | 'widget'
  theme: 'auto' | 'light' | 'dark'
  locale: WidgetLocale
  /** Origin of the page that embeds the widget. */
  host: string | null
  /** The snippet with which that page embeds it. */
  frame: 'bubble' | 'inline' | 'page'
  files: EmbedFiles
}

/** The document of the chat page and of the widget frame. All variable parts are escaped attributes or text. */
export function embedHtml({ app, mode, theme, locale, host, frame, files }: EmbedHtml): string {
  return page({
    title: app.title,
    locale,
    htmlAttributes: `data-mode="${mode}" data-theme="${theme}"`,
    head: `${iconLink(app)}${fileLinks(files, mode)}`,
    body: `${chatPlace({ app: JSON.stringify(app), mode, host: host ?? '', frame }, mode === 'page' ? lateMessage(locale) : '')}<noscript>This chat needs JavaScript.</noscript>`,
  })
}

/** The designer's frame: the studio's page sends it what to show. */
export function previewHtml(studioOrigin: string, files: EmbedFiles): string {
  return page({
    title: 'Preview',
    locale: 'en',
    htmlAttributes: 'data-mode="widget" data-theme="light"',
    head: fileLinks(files, 'widget'),
    body: chatPlace({ mode: 'preview', host: studioOrigin }),
  })
}

/**
 * Shown when the script has not rendered the chat for a while, because it could not be loaded.
 * Hidden by CSS before.
 */
function lateMessage(locale: WidgetLocale): string {
  const { text, again } = lateTexts[locale]
  return `<p class="missing late">${text} <a href="">${again}</a></p>`
}

function chatPlace(data: Record<string, string>, content = ''): string {
  const attributes = Object.entries(data).map(([name, value]) => `data-${name}="${escapeHtml(value)}"`)
  return `<div id="chat" ${attributes.join(' ')}>${content}</div>`
}

function fileLinks({ script, style, richStyle, parts, page }: EmbedFiles, mode: EmbedHtml['mode']): string {
  const isPage = mode === 'page'
  const styles = isPage ? [style, page.style] : [style]
  const fonts = (isPage ? page.fonts : []).map(
    (font) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="${escapeHtml(font)}">`,
  )
  const preloads = [...parts, ...(isPage ? page.parts : [])].map(
    (part) => `<link rel="modulepreload" href="${escapeHtml(part)}">`,
  )
  // The script turns the link into a stylesheet with the first answer.
  const rich = `<link rel="prefetch" data-rich href="${escapeHtml(richStyle)}">`
  const start = `<script type="module" src="${escapeHtml(script)}"></script>`
  return [styles.map(styleLink), fonts, preloads, start, rich].flat().join('')
}

const styleLink = (address: string): string => `<link rel="stylesheet" href="${escapeHtml(address)}">`

function iconLink({ accent, logo }: EmbedApp): string {
  if (logo) return `<link rel="icon" href="${escapeHtml(logo)}">`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><rect width="24" height="24" rx="7" fill="${accent}"/><path d="m12 5 1.4 4.2a2 2 0 0 0 1.4 1.4L19 12l-4.2 1.4a2 2 0 0 0-1.4 1.4L12 19l-1.4-4.2a2 2 0 0 0-1.4-1.4L5 12l4.2-1.4a2 2 0 0 0 1.4-1.4Z" fill="${inkOn(accent)}"/></svg>`
  return `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(svg)}">`
}

/** One page for everything that does not exist or is not accessible to this visitor. */
export function missingHtml(styles: readonly string[], locale: WidgetLocale): string {
  const { title, heading, text, signIn } = missingTexts[locale]
  return page({
    title,
    locale,
    htmlAttributes: 'data-mode="page" data-theme="auto"',
    head: styles.map(styleLink).join(''),
    body: `<main class="missing"><h1>${heading}</h1><p>${text.replace('{link}', `<a href="/">${signIn}</a>`)}</p></main>`,
  })
}

interface PageParts {
  title: string
  locale: WidgetLocale
  htmlAttributes: string
  head: string
  body: string
}

function page({ title, locale, htmlAttributes, head, body }: PageParts): string {
  return `<!doctype html><html lang="${locale}" dir="${directionOf(locale)}" ${htmlAttributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title>${head}</head><body>${body}</body></html>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}
