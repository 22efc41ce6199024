let known: ReadonlySet<string> | null = null

/** Called once where the catalog is loaded: at the start of a server, and with the forms of actions in a browser. */
export function learnActions(ids: Iterable<string>): void {
  known = new Set(ids)
}

/** Whether an action exists. Before the catalog is loaded none counts as missing. */
export function isKnownAction(plugin: string, action: string): boolean {
  return known === null || known.has(`${plugin}/${action}`)
}
