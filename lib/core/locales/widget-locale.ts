/** Languages of chat pages and widgets. */
export const WIDGET_LOCALES = ['en', 'de', 'fr', 'es', 'pt', 'zh-CN', 'ja', 'ar'] as const
export type WidgetLocale = (typeof WIDGET_LOCALES)[number]

/** The first supported language of `lang`, `navigator.language` or `Accept-Language`. */
export function pickLocale(requested: string): WidgetLocale {
  for (const tag of requested.split(',')) {
    const language = (tag.trim().toLowerCase().split(/[-_;]/)[0] ?? '').trim()
    const found = WIDGET_LOCALES.find((locale) => locale.split('-')[0] === language)
    if (found) return found
  }
  return 'en'
}

export const directionOf = (locale: WidgetLocale): 'ltr' | 'rtl' => (locale === 'ar' ? 'rtl' : 'ltr')
