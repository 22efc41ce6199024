import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { IncomingMessage } from 'node:http'
import { pickStudioLocale, REQUEST_LOCALE, type StudioLocale } from '@/lib/core/locales/studio-locale'

const store = new AsyncLocalStorage<StudioLocale>()

/**
 * Draws a page in the language of its request. Several are drawn at once, so the language goes with the request; the
 * pages are another bundle than the server, so both meet at a name of `globalThis`.
 */
export function withRequestLocale<Result>(request: IncomingMessage, work: () => Result): Result {
  Reflect.set(globalThis, REQUEST_LOCALE, store)
  return store.run(pickStudioLocale(request.headers), work)
}
