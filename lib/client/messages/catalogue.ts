import { REQUEST_LOCALE, type StudioLocale } from '@/lib/core/studio-locale'
import type { Sentences } from './sentence-book'

export type Message = string | { readonly one: string; readonly other: string }
export type Areas = Readonly<Record<string, Readonly<Record<string, Message>>>>

/** All texts of one language: the interface's own, and those which come from beneath it in English. */
export interface Catalogue {
  areas: Areas
  /** null: English, in which they are written. */
  sentences: Sentences | null
}

const loading = new Map<StudioLocale, Promise<void>>()
const loaded = new Map<StudioLocale, Catalogue>()
let chosen: StudioLocale = 'en'

/** The language that is shown: on the server the request's, in a browser the page's. */
export function currentLocale(): StudioLocale {
  const store: unknown = Reflect.get(globalThis, REQUEST_LOCALE)
  return isStore(store) ? (store.getStore() ?? chosen) : chosen
}

/** What `t` and `say` read. undefined: nothing is loaded yet, so nothing has been drawn either. */
export function currentCatalogue(): Catalogue | undefined {
  return loaded.get(currentLocale())
}

export const isLoaded = (locale: StudioLocale): boolean => loaded.has(locale)

/** For a browser, which shows one language at a time. A server answers several people at once: `currentLocale`. */
export function chooseLocale(locale: StudioLocale): void {
  if (typeof window !== 'undefined') chosen = locale
}

/** A language is a chunk of its own: nobody downloads one that he does not read. */
export function loadCatalogue(locale: StudioLocale): Promise<void> {
  const begun = loading.get(locale) ?? IMPORTS[locale]().then((catalogue) => void loaded.set(locale, catalogue))
  loading.set(locale, begun)
  // A chunk that did not come is asked for again the next time.
  begun.catch(() => loading.delete(locale))
  return begun
}

const IMPORTS: Readonly<Record<StudioLocale, () => Promise<Catalogue>>> = {
  en: async () => ({ areas: (await import('./en/en')).en, sentences: null }),
  'zh-CN': async () => (await import('./zh-CN/zh-CN')).zhCN,
}

function isStore(value: unknown): value is { getStore(): StudioLocale | undefined } {
  return typeof value === 'object' && value !== null && 'getStore' in value
}
