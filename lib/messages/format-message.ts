import type { GetICUArgs } from '@schummar/icu-type-parser'
import compile from 'icu-minify/compile'
import { type CompiledText, formatCompiled, type MessageValues } from './format-compiled'

export type { MessageValues }

/** The arguments of an ICU text, read from its literal type: `{name}`, `{size, number}`, `{count, plural, …}`. */
export type MessageArguments<Text extends string> = GetICUArgs<
  Text,
  { ICUArgument: string | number; ICUNumberArgument: number; ICUDateArgument: never }
>

export type FormatMessage = (text: string | CompiledText, values: MessageValues, locale: string) => string

const compiled = new Map<string, CompiledText>()

/**
 * Formats a text in ICU MessageFormat.
 * Browser code calls `t()` instead: this module carries the ICU parser and is loaded together with a catalog.
 */
export const formatMessage: FormatMessage = (text, values, locale) => {
  if (typeof text !== 'string') return formatCompiled(text, values, locale)
  if (!text.includes('{')) return text
  return formatCompiled(compiled.get(text) ?? compileOnce(text), values, locale)
}

function compileOnce(text: string): CompiledText {
  const typed = new Set(Array.from(text.matchAll(/\{\s*(\w+)\s*,/g), ([, name = '']) => name))
  const entry = { message: compile(text), typed: [...typed] }
  compiled.set(text, entry)
  return entry
}
