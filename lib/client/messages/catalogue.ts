import type { $ZodErrorMap } from 'zod/v4/core'
import { REQUEST_LOCALE, type StudioLocale } from '@/lib/core/locales/studio-locale'
import type { FormatMessage } from '@/lib/messages/format-message'
import type { Texts } from './texts'

export interface Catalogue extends Texts {
  format: FormatMessage
  /** For `safeParse`: lib/messages/problems/key-issues.ts. */
  keyIssues: $ZodErrorMap
}

const loading = new Map<StudioLocale, Promise<void>>()
const loaded = new Map<StudioLocale, Catalogue>()
let chosen: StudioLocale = 'en'

/** The language that is shown: on the server the request's, in a browser the page's. */
export function currentLocale(): StudioLocale {
  const store: unknown = Reflect.get(globalThis, REQUEST_LOCALE)
  return isStore(store) ? (store.getStore() ?? chosen) : chosen
}

/** What `t` and `sayProblem` read. undefined: nothing is loaded yet, so nothing has been drawn either. */
export function currentCatalogue(): Catalogue | undefined {
  return loaded.get(currentLocale())
}

export const isLoaded = (locale: StudioLocale): boolean => loaded.has(locale)

/** For a browser, which shows one language at a time. A server answers several people at once: `currentLocale`. */
export function chooseLocale(locale: StudioLocale): void {
  if (typeof window !== 'undefined') chosen = locale
}

/** Each language is a chunk of its own, so a browser downloads only the one that it shows. */
export function loadCatalogue(locale: StudioLocale): Promise<void> {
  const promise = loading.get(locale) ?? load(locale)
  loading.set(locale, promise)
  // A failed download is retried by the next call.
  promise.catch(() => loading.delete(locale))
  return promise
}

async function load(locale: StudioLocale): Promise<void> {
  // The parsers come with the texts: the pages' first JavaScript does not need them.
  const [texts, { formatMessage }, { keyIssues }] = await Promise.all([
    IMPORTS[locale](),
    import('@/lib/messages/format-message'),
    import('@/lib/messages/problems/key-issues'),
  ])
  loaded.set(locale, { ...texts, format: formatMessage, keyIssues })
}

const IMPORTS: Readonly<Record<StudioLocale, () => Promise<Texts>>> = {
  en: async () => {
    const [{ en }, { browserTexts }] = await Promise.all([
      import('./en/en'),
      import('@/lib/messages/problems/en/browser'),
    ])
    return { areas: en, manifests: null, problems: browserTexts }
  },
  'zh-CN': async () => (await import('./zh-CN/zh-CN')).zhCN,
}

function isStore(value: unknown): value is { getStore(): StudioLocale | undefined } {
  return typeof value === 'object' && value !== null && 'getStore' in value
}
