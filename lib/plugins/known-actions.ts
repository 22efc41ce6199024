import { isApiPlugin } from '@/lib/graph/api-prefix'

let known: ReadonlySet<string> | null = null
let apis: ReadonlySet<string> | null = null

/** Called once where the catalog is loaded: at the start of a server, and with the forms of actions in a browser. */
export function learnActions(ids: Iterable<string>): void {
  known = new Set(ids)
}

/** Called in browsers with the imported APIs of the workspace. Servers look for them when a step runs. */
export function learnApis(plugins: Iterable<string>): void {
  apis = new Set(plugins)
}

/** Whether an action exists. Before the catalog is loaded none counts as missing. */
export function isKnownAction(plugin: string, action: string): boolean {
  // For an imported API only the API is checked, since its former versions keep operations that the current one lacks.
  if (isApiPlugin(plugin)) return apis === null || apis.has(plugin)
  return known === null || known.has(`${plugin}/${action}`)
}
