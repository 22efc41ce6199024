import type { GetICUArgs } from '@schummar/icu-type-parser'
import compile from 'icu-minify/compile'
import format, { type CompiledMessage, type FormatValues } from 'icu-minify/format'

export type MessageValues = Readonly<Record<string, string | number>>

/** The arguments of an ICU text, read from its literal type: `{name}`, `{size, number}`, `{count, plural, …}`. */
export type MessageArguments<Text extends string> = GetICUArgs<
  Text,
  { ICUArgument: string | number; ICUNumberArgument: number; ICUDateArgument: never }
>

export type FormatMessage = (text: string, values: MessageValues, locale: string) => string

interface Compiled {
  message: CompiledMessage
  /** Arguments with a type, such as `plural`: the library formats their numbers itself. */
  typed: ReadonlySet<string>
}

const compiled = new Map<string, Compiled>()

/**
 * Formats a text in ICU MessageFormat. A number in a plain `{argument}` follows the rules of the locale too.
 * Browser code calls `t()` instead: this module carries the ICU parser and is loaded together with a catalogue.
 */
export const formatMessage: FormatMessage = (text, values, locale) => {
  if (!text.includes('{')) return text
  const { message, typed } = compiled.get(text) ?? compileOnce(text)
  const shown: FormatValues<string> = {}
  for (const [name, value] of Object.entries(values))
    shown[name] = typeof value === 'number' && !typed.has(name) ? getNumberFormat(locale).format(value) : value
  return String(format(message, locale, shown, { formatters: FORMATTERS }))
}

function compileOnce(text: string): Compiled {
  const typed = new Set(Array.from(text.matchAll(/\{\s*(\w+)\s*,/g), ([, name = '']) => name))
  const made = { message: compile(text), typed }
  compiled.set(text, made)
  return made
}

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
