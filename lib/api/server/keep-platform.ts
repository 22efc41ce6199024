import 'server-only'

/**
 * Next patches the clock, random numbers and `setImmediate` globally to detect dynamic pages
 * (`cacheComponents`, which is not used), so that every `Date.now()` reads an AsyncLocalStorage.
 * @returns function that restores the originals
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
