/** Applies a function to a value, synchronously if it is at hand, since each promise costs microtask turns. */
export function whenKnown<T, R>(value: T | Promise<T>, next: (value: T) => Promise<R>): Promise<R>
export function whenKnown<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R>
export function whenKnown<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}
