import 'server-only'

/**
 * Next wraps the clock, chance and `setImmediate` of the whole process to find pages that must not be drawn ahead of time
 * (`cacheComponents`, which we do not use), so that every `Date.now()` of a run asks an AsyncLocalStorage first.
 * @returns what puts the platform's own back
 */
export function keepPlatform(): () => void {
  const { Date: clock, setImmediate: soon } = globalThis
  const { random } = Math
  const { nextTick } = process
  return () => {
    Object.defineProperty(clock.prototype, 'constructor', { value: clock })
    Object.assign(globalThis, { Date: clock, setImmediate: soon })
    Object.assign(Math, { random })
    Object.assign(process, { nextTick })
  }
}
