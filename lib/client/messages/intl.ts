import { currentLocale } from './message-catalog'

/** Making a formatter costs more than using it: one per locale and choice. */
function kept<Format, Options extends object>(make: (locale: string, options: Options) => Format) {
  const formats = new Map<string, Format>()
  return (locale: string, options: Options): Format => {
    const key = `${locale} ${JSON.stringify(options)}`
    const found = formats.get(key) ?? make(locale, options)
    formats.set(key, found)
    return found
  }
}

const dates = kept((locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options))
const numbers = kept((locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options))
const relatives = kept(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
)
const lists = kept((locale, options: Intl.ListFormatOptions) => new Intl.ListFormat(locale, options))
const names = kept((locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(locale, options))

export const dateFormat = (options: Intl.DateTimeFormatOptions) =>
  dates(currentLocale(), { hourCycle: 'h23', ...options })
export const numberFormat = (options: Intl.NumberFormatOptions = {}) => numbers(currentLocale(), options)
export const relativeFormat = (options: Intl.RelativeTimeFormatOptions) => relatives(currentLocale(), options)
/** `Dify, Flowise, and n8n`, `Dify、Flowise和n8n` */
export const listFormat = (items: readonly string[]) => lists(currentLocale(), { type: 'conjunction' }).format(items)
/** `English`, `英语`; the tag itself if it is not a known language. */
export const languageName = (tag: string): string => names(currentLocale(), { type: 'language' }).of(tag) ?? tag
