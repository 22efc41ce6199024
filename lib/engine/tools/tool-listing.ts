const PREFIX = 'tools-'

/** The key under which an agent's trace shows that a node listed its tools. */
export function toolListingKey(nodeId: string): string {
  return `${PREFIX}${nodeId}`
}

/** Whether a step is the listing of a node's tools, rather than a call of one. */
export function isToolListing(path: readonly string[]): boolean {
  return path.length > 2 && path.at(-2)?.startsWith(PREFIX) === true
}
