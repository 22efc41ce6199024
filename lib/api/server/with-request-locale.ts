import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import { pickStudioLocale, REQUEST_LOCALE, type StudioLocale } from '@/lib/core/locales/studio-locale'

const store = new AsyncLocalStorage<StudioLocale>()

/**
 * Renders a page in the language of its request. Renders are concurrent, so the language is bound
 * to the request; pages are a separate bundle, so both use a name on `globalThis`.
 */
export function withRequestLocale<Result>(request: IncomingMessage, work: () => Result): Result {
  Reflect.set(globalThis, REQUEST_LOCALE, store)
  return store.run(pickStudioLocale(request.headers), work)
}
