import type { WidgetLocale } from '@/lib/core/locales/widget-locale'
import type { Texts } from '../texts'

/** Each language is a separate file, loaded on demand. English is built in. */
export async function loadTexts(locale: WidgetLocale): Promise<Texts | null> {
  switch (locale) {
    case 'en':
      return null
    case 'de':
      return (await import('../locales/de')).de
    case 'fr':
      return (await import('../locales/fr')).fr
    case 'es':
      return (await import('../locales/es')).es
    case 'pt':
      return (await import('../locales/pt')).pt
    case 'zh-CN':
      return (await import('../locales/zh-cn')).zhCn
    case 'ja':
      return (await import('../locales/ja')).ja
    case 'ar':
      return (await import('../locales/ar')).ar
  }
}
