import type { CompiledText } from '@/lib/messages/format-compiled'
import type { MessageArguments, MessageValues } from '@/lib/messages/format-message'
import type { en } from './en/en'
import { currentLocale, currentMessageCatalog } from './message-catalog'
import type { LoadedAreas } from './texts'

type English = typeof en

/** `area.name`; a key that is not in the catalog does not compile. */
export type MessageKey = {
  [Area in keyof English & string]: `${Area}.${keyof English[Area] & string}`
}[keyof English & string]

type MessageOf<Key extends MessageKey> = Key extends `${infer Area extends keyof English & string}.${infer Name}`
  ? Name extends keyof English[Area]
    ? English[Area][Name] & string
    : never
  : never

type Values<Arguments> = [keyof Arguments] extends [never] ? [] : [values: Arguments]

/**
 * The text of the interface for a key, in the language of the page (ICU MessageFormat).
 * Call it during rendering or later, never when a module is loaded: the language is not known then.
 */
export function t<Key extends MessageKey>(key: Key, ...values: Values<MessageArguments<MessageOf<Key>>>): string
export function t(key: MessageKey, values: MessageValues = {}): string {
  const catalog = currentMessageCatalog()
  return catalog ? catalog.format(lookUp(key, catalog.areas), values, currentLocale()) : key
}

function lookUp(key: string, areas: LoadedAreas): string | CompiledText {
  const dot = key.indexOf('.')
  return areas[key.slice(0, dot)]?.[key.slice(dot + 1)] ?? key
}
