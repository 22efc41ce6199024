/** A value in parsed JSON of unknown shape; undefined if absent. */
export function pathIn(value: unknown, ...path: readonly (string | number)[]): unknown {
  let found = value
  for (const step of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, step)) return undefined
    found = Object.getOwnPropertyDescriptor(found, step)?.value
  }
  return found
}

export function listIn(value: unknown, ...path: readonly (string | number)[]): unknown[] {
  const found = pathIn(value, ...path)
  return Array.isArray(found) ? found : []
}
