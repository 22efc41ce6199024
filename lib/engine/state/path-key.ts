/** Nodes of a run are keyed by their path, never by the order in which they ran. */
export function pathKey(path: readonly string[]): string {
  return path.join('/')
}
