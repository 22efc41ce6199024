const PREFIX = 'tools-'

/** Key of the step in an agent's trace that lists a node's tools. */
export function toolListingKey(nodeId: string): string {
  return `${PREFIX}${nodeId}`
}

/** Whether a step is the listing of a node's tools, rather than a call. */
export function isToolListing(path: readonly string[]): boolean {
  return path.length > 2 && path.at(-2)?.startsWith(PREFIX) === true
}
