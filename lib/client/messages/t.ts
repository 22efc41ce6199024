import { type Areas, currentCatalogue, type Message } from './catalogue'
import type { en } from './en/en'
import { numberFormat, pluralRules } from './intl'

type English = typeof en

/** `area.name`; a key that is not in the catalogue does not compile. */
export type MessageKey = {
  [Area in keyof English & string]: `${Area}.${keyof English[Area] & string}`
}[keyof English & string]

type MessageOf<Key extends MessageKey> = Key extends `${infer Area extends keyof English & string}.${infer Name}`
  ? Name extends keyof English[Area]
    ? English[Area][Name]
    : never
  : never

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never
type Variables<M> = M extends { other: infer Other } ? NamesIn<Other> | 'count' : NamesIn<M>
type Arguments<Key extends MessageKey> = [Variables<MessageOf<Key>>] extends [never]
  ? []
  : [values: { [Name in Variables<MessageOf<Key>>]: Name extends 'count' ? number : string | number }]

/**
 * The text of the interface for a key in the language of the page, with `{name}` filled in. `{ one, other }` is chosen
 * by `count`. Call it while rendering or later, never when a file is loaded: the language is not known then.
 */
export function t<Key extends MessageKey>(key: Key, ...[values]: Arguments<Key>): string {
  const message = lookUp(key, currentCatalogue()?.areas ?? {})
  const variables: Record<string, string | number> = values ?? {}
  return fill(typeof message === 'string' ? message : choose(message, variables.count), variables)
}

function lookUp(key: string, areas: Areas): Message {
  const dot = key.indexOf('.')
  return areas[key.slice(0, dot)]?.[key.slice(dot + 1)] ?? key
}

function choose(message: { readonly one: string; readonly other: string }, count: string | number | undefined): string {
  return pluralRules().select(Number(count ?? 0)) === 'one' ? message.one : message.other
}

function fill(text: string, variables: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (!Object.hasOwn(variables, name)) return whole
    const value = variables[name]
    return typeof value === 'number' ? numberFormat().format(value) : String(value)
  })
}
