import format, { type CompiledMessage, type FormatValues } from 'icu-minify/format'

export type MessageValues = Readonly<Record<string, string | number>>

/** A parsed text in ICU MessageFormat: scripts/build/compile-messages.cjs writes it for pages. */
export interface CompiledText {
  message: CompiledMessage
  /** Arguments with a type, such as `plural`: the library formats their numbers itself. */
  typed: readonly string[]
}

/** A number in a plain `{argument}` follows the rules of the locale too. */
export function formatCompiled({ message, typed }: CompiledText, values: MessageValues, locale: string): string {
  const shown: FormatValues<string> = {}
  for (const [name, value] of Object.entries(values))
    shown[name] = typeof value === 'number' && !typed.includes(name) ? getNumberFormat(locale).format(value) : value
  return String(format(message, locale, shown, { formatters: FORMATTERS }))
}

/** The texts of a page are parsed when it is built, so they need no parser. */
export const formatWithoutParser = (text: string | CompiledText, values: MessageValues, locale: string): string =>
  typeof text === 'string' ? text : formatCompiled(text, values, locale)

/** Creating an Intl formatter costs more than using it. */
function cached<Options extends object, Formatter>(create: (locale: string, options?: Options) => Formatter) {
  const formatters = new Map<string, Formatter>()
  return (locale: unknown, options?: Options): Formatter => {
    const key = `${locale} ${options ? JSON.stringify(options) : ''}`
    const formatter = formatters.get(key) ?? create(String(locale), options)
    formatters.set(key, formatter)
    return formatter
  }
}

const getNumberFormat = cached((locale, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options))
const FORMATTERS = {
  getNumberFormat,
  getPluralRules: cached((locale, options?: Intl.PluralRulesOptions) => new Intl.PluralRules(locale, options)),
  getDateTimeFormat: cached((locale, options?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options)),
}
