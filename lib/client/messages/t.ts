import { en } from './en/en'

type Catalogue = typeof en
type Message = string | { readonly one: string; readonly other: string }

/** `area.name`; a key that is not in the catalogue does not compile. */
export type MessageKey = {
  [Area in keyof Catalogue & string]: `${Area}.${keyof Catalogue[Area] & string}`
}[keyof Catalogue & string]

type MessageOf<Key extends MessageKey> = Key extends `${infer Area extends keyof Catalogue & string}.${infer Name}`
  ? Name extends keyof Catalogue[Area]
    ? Catalogue[Area][Name]
    : never
  : never

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never
type Variables<M> = M extends { other: infer Other } ? NamesIn<Other> | 'count' : NamesIn<M>
type Arguments<Key extends MessageKey> = [Variables<MessageOf<Key>>] extends [never]
  ? []
  : [values: { [Name in Variables<MessageOf<Key>>]: Name extends 'count' ? number : string | number }]

const LOCALE = 'en'
const plural = new Intl.PluralRules(LOCALE)
const numbers = new Intl.NumberFormat(LOCALE)

/** The text of the interface for a key, with `{name}` filled in. `{ one, other }` is chosen by `count`. */
export function t<Key extends MessageKey>(key: Key, ...[values]: Arguments<Key>): string {
  const message = lookUp(key)
  const variables: Record<string, string | number> = values ?? {}
  return fill(typeof message === 'string' ? message : choose(message, variables.count), variables)
}

function lookUp(key: string): Message {
  const dot = key.indexOf('.')
  const areas: Record<string, Record<string, Message>> = en
  return areas[key.slice(0, dot)]?.[key.slice(dot + 1)] ?? key
}

function choose(message: { readonly one: string; readonly other: string }, count: string | number | undefined): string {
  return plural.select(Number(count ?? 0)) === 'one' ? message.one : message.other
}

function fill(text: string, variables: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    if (!Object.hasOwn(variables, name)) return whole
    const value = variables[name]
    return typeof value === 'number' ? numbers.format(value) : String(value)
  })
}
