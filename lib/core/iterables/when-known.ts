/** What follows from a value: at once where it is at hand, since each promise costs turns of the microtask queue. */
export function whenKnown<T, R>(value: T | Promise<T>, next: (value: T) => Promise<R>): Promise<R>
export function whenKnown<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R>
export function whenKnown<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}
