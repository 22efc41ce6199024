/** Nodes of a run are keyed by their path, never by execution order. */
export function pathKey(path: readonly string[]): string {
  return path.join('/')
}
