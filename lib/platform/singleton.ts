import 'server-only'

declare global {
  var patchbaySingletons: Map<string, unknown> | undefined
}

/** One value per process, even when bundling duplicated the module that creates it. */
export function singleton<T>(key: string, make: () => T): T {
  globalThis.patchbaySingletons ??= new Map()
  const all = globalThis.patchbaySingletons
  if (!all.has(key)) all.set(key, make())
  return asValue<T>(all.get(key))
}

/** Removes the value, for tests and for services that close themselves; the next `singleton(key)` creates a new one. */
export function dropSingleton(key: string): void {
  globalThis.patchbaySingletons?.delete(key)
}

/** Safe: only `singleton` writes the map, and a key belongs to one caller. */
function asValue<T>(value: unknown): T {
  return value as T
}
