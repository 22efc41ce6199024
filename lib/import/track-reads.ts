import type { Json } from '@/lib/core/json'

/** Called with the path of each value that is read. */
type OnRead = (path: string) => void

const TARGETS = new WeakMap<object, object>()

/**
 * A view of settings that reports which values a reader uses. Objects and lists are reported only when their content is
 * read, so that a look at a whole object does not count its fields.
 */
export function trackReads<T extends Json>(value: T, onRead: OnRead, path = ''): T {
  if (typeof value !== 'object' || value === null) return value
  const children = new Map<string, unknown>()
  const view = new Proxy<T & object>(value, {
    get(target, key, receiver) {
      const child: unknown = Reflect.get(target, key, receiver)
      if (typeof key === 'symbol' || !Object.hasOwn(target, key)) return child
      const childPath = path === '' ? key : `${path}.${key}`
      if (typeof child !== 'object' || child === null) {
        onRead(childPath)
        return child
      }
      // The same view each time, so that equal values stay equal.
      if (!children.has(key)) children.set(key, trackReads(child as Json, onRead, childPath))
      return children.get(key)
    },
  })
  TARGETS.set(view, value)
  return view
}

/** The value behind a view, for passes that look at everything without using it. */
export const untracked = <T>(value: T): T =>
  // Safe: the target of a view has its type.
  typeof value === 'object' && value !== null ? ((TARGETS.get(value) as T | undefined) ?? value) : value
