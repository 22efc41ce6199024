import type { GetICUArgs } from '@schummar/icu-type-parser'

/** An argument of a text. A problem is translated too; several problems read as sentences in a row. */
export type ProblemParam = string | number | Problem | readonly Problem[]
export type ProblemParams = { readonly [name: string]: ProblemParam }

/**
 * A failure. `key` and `params` give the text in any language, and `message` is the English text. A message without a
 * key is not ours, such as that of a model service, or it was stored before problems had keys.
 */
export interface Problem {
  readonly message: string
  readonly key?: string | undefined
  readonly params?: ProblemParams | undefined
}

/**
 * A text by its key, in no language yet. Code for browsers creates these, so that it contains no texts itself.
 * `localizeText` returns the text in the language of the page, and `addEnglish` adds the English text on the server.
 */
export interface TextRef {
  readonly key: string
  readonly params?: TextParams | undefined
}
export type TextParam = string | number | TextRef | readonly TextRef[]
export type TextParams = { readonly [name: string]: TextParam }

/** Area -> name -> text in ICU MessageFormat. */
export type ProblemTexts = { readonly [area: string]: { readonly [name: string]: string } }

export type KeyOf<Texts> = {
  [Area in keyof Texts & string]: `${Area}.${keyof Texts[Area] & string}`
}[keyof Texts & string]

export type TextOf<Texts, Key extends string> = Key extends `${infer Area extends keyof Texts & string}.${infer Name}`
  ? Name extends keyof Texts[Area]
    ? Texts[Area][Name] & string
    : never
  : never

type ParamsOf<Text extends string, Param> = GetICUArgs<
  Text,
  { ICUArgument: Param; ICUNumberArgument: number; ICUDateArgument: never }
>

/** The parameters of a text as a rest argument, empty if the text has none. */
export type ParamsArgument<Text extends string, Param = ProblemParam> = [keyof ParamsOf<Text, Param>] extends [never]
  ? []
  : [params: Readonly<ParamsOf<Text, Param>>]

/** The texts of an area in another language. */
export type Translated<Texts> = { readonly [Name in keyof Texts]: string }
