import type { browserTexts } from './en/browser'
import type { KeyOf, ParamsArgument, TextOf, TextParam, TextParams, TextRef } from './types'

type English = typeof browserTexts
export type TextKey = KeyOf<English>

/** A text by its key, for code that browsers load. A key without a text, or a wrong parameter, does not compile. */
export function textRef<Key extends TextKey>(
  key: Key,
  ...params: ParamsArgument<TextOf<English, Key>, TextParam>
): TextRef
export function textRef(key: string, params?: TextParams): TextRef {
  return params === undefined ? { key } : { key, params }
}
