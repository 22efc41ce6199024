import type { $ZodErrorMap } from 'zod/v4/core'
import { REQUEST_LOCALE, type StudioLocale } from '@/lib/core/locales/studio-locale'
import type { FormatMessage } from '@/lib/messages/format-message'
import { pageOf } from './page-of'
import { PAGE_TEXTS } from './pages/pages.gen'
import type { Areas, LoadedAreas, Texts } from './texts'

export interface MessageCatalog extends Omit<Texts, 'areas'> {
  areas: LoadedAreas
  format: FormatMessage
  /** For `safeParse`: lib/messages/problems/key-issues.ts. Part of the complete catalog. */
  keyIssues: $ZodErrorMap | undefined
}

/** `complete`, or the path of a page whose own texts are enough for its first render. */
type Scope = string
const COMPLETE: Scope = 'complete'

const loading = new Map<string, Promise<void>>()
const loaded = new Map<StudioLocale, MessageCatalog>()
const scopes = new Map<StudioLocale, Set<Scope>>()
let chosen: StudioLocale = 'en'

/** The language that is shown: on the server the request's, in a browser the page's. */
export function currentLocale(): StudioLocale {
  const store: unknown = Reflect.get(globalThis, REQUEST_LOCALE)
  return isStore(store) ? (store.getStore() ?? chosen) : chosen
}

/** The texts that `t` and `localizeProblem` read. Undefined before they are loaded, when the page shows nothing yet. */
export function currentMessageCatalog(): MessageCatalog | undefined {
  return loaded.get(currentLocale())
}

/** Whether the texts of a page are loaded. */
export function isLoaded(locale: StudioLocale, path?: string): boolean {
  const cached = scopes.get(locale)
  return cached !== undefined && (cached.has(COMPLETE) || cached.has(scopeOf(locale, path)))
}

/** For a browser, which shows one language at a time. A server answers several people at once: `currentLocale`. */
export function chooseLocale(locale: StudioLocale): void {
  if (typeof window !== 'undefined') chosen = locale
}

/**
 * Each language is a chunk of its own, so a browser downloads only the one that it shows. With the path of a page, the
 * texts of its first render; everything that is loaded later comes with the complete catalog: see `makePart`.
 */
export function loadMessageCatalog(locale: StudioLocale, path?: string): Promise<void> {
  const scope = scopeOf(locale, path)
  const key = `${locale} ${scope}`
  const promise = loading.get(key) ?? load(locale, scope)
  loading.set(key, promise)
  // A failed download is retried by the next call.
  promise.catch(() => loading.delete(key))
  return promise
}

/** A server has the complete catalog. */
function scopeOf(locale: StudioLocale, path: string | undefined): Scope {
  if (path === undefined || typeof window === 'undefined') return COMPLETE
  const page = pageOf(path)
  return Object.hasOwn(PAGE_TEXTS, page) && PAGE_TEXTS[page]?.texts[locale] ? page : COMPLETE
}

async function load(locale: StudioLocale, scope: Scope): Promise<void> {
  const page = PAGE_TEXTS[scope]
  const loadPage = page?.texts[locale]
  // The parsers come with the texts: the pages' first JavaScript does not need them.
  const [texts, problems, format, keyIssues] = await Promise.all([
    loadPage ? loadPage().then(pageTexts) : IMPORTS[locale](),
    page?.hasManifests ? loadProblems() : undefined,
    page && !page.hasManifests
      ? import('@/lib/messages/format-compiled').then((module) => module.formatWithoutParser)
      : import('@/lib/messages/format-message').then((module) => module.formatMessage),
    page ? undefined : import('@/lib/messages/problems/key-issues').then((module) => module.keyIssues),
  ])
  const cached = scopes.get(locale) ?? new Set()
  scopes.set(locale, cached.add(scope))
  const before = loaded.get(locale)
  // The complete catalog replaces those of pages, and is never replaced by one.
  const own = problems ? { format, problems } : {}
  if (!page || !before) loaded.set(locale, { ...texts, format, keyIssues, ...own })
  else if (!cached.has(COMPLETE)) {
    const areas = mergeAreas(before.areas, texts.areas)
    loaded.set(locale, { ...before, areas, ...own })
  }
}

/** Each page has a part of an area. */
function mergeAreas(before: LoadedAreas, added: LoadedAreas): LoadedAreas {
  const entries = Object.entries(added).map(([area, texts]) => [area, { ...before[area], ...texts }] as const)
  return { ...before, ...Object.fromEntries(entries) }
}

/** Nodes name the kinds of their ports and their problems by key. */
const loadProblems = async () => (await import('@/lib/messages/problems/en/browser')).browserTexts

const pageTexts = (areas: Areas): Texts => ({ areas, manifests: null, problems: {} })

const IMPORTS: Readonly<Record<StudioLocale, () => Promise<Texts>>> = {
  en: async () => {
    const [{ en }, problems] = await Promise.all([import('./en/en'), loadProblems()])
    return { areas: en, manifests: null, problems }
  },
  'zh-CN': async () => (await import('./zh-CN/zh-CN')).zhCN,
}

function isStore(value: unknown): value is { getStore(): StudioLocale | undefined } {
  return typeof value === 'object' && value !== null && 'getStore' in value
}
