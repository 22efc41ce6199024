/** Languages of the studio. Chat pages and widgets have their own list: widget-locale.ts. */
export const STUDIO_LOCALES = ['en', 'zh-CN'] as const
export type StudioLocale = (typeof STUDIO_LOCALES)[number]

/** Each in its own language, so that users find theirs on a page in any language. */
export const STUDIO_LOCALE_NAMES: Readonly<Record<StudioLocale, string>> = { en: 'English', 'zh-CN': '简体中文' }

export const STUDIO_LOCALE_COOKIE = 'patchbay-locale'

/** Key under which the server stores the request's language for the bundle of the pages. */
export const REQUEST_LOCALE = Symbol.for('patchbay.request-locale')

const COOKIE = new RegExp(`(?:^|;\\s*)${STUDIO_LOCALE_COOKIE}=([^;]+)`)
/** Readers of traditional script get English. */
const SIMPLIFIED = /^zh(?:$|-(?:cn|sg|my|hans)\b)/

/** The language of a page: the one selected in this browser, else the first supported one of `Accept-Language`. */
export function pickStudioLocale(headers: { cookie?: string | undefined; 'accept-language'?: string | undefined }) {
  const fromCookie = COOKIE.exec(headers.cookie ?? '')?.[1]
  return STUDIO_LOCALES.find((locale) => locale === fromCookie) ?? firstSpoken(headers['accept-language'] ?? '')
}

function firstSpoken(accepted: string): StudioLocale {
  for (const part of accepted.toLowerCase().split(',')) {
    const tag = (part.split(';')[0] ?? '').trim()
    if (SIMPLIFIED.test(tag)) return 'zh-CN'
    if (/^en\b/.test(tag)) return 'en'
  }
  return 'en'
}
