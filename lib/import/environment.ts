import type { Json } from '@/lib/core/json'
import { listEnvironmentNames } from '@/lib/graph/environment/list-environment-names'
import type { Graph } from '@/lib/graph/graph'
import { viewGraph } from '@/lib/graph/graph-view'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import type { ImportedVariable } from './imported-variable'
import { maskSecrets } from './mask-secrets'

/** First part of a selector of an environment variable, which no node of a file has as its id. */
export const ENVIRONMENT_SELECTOR = 'environment'

/** Environment variables of a file under names that Patchbay allows. */
export class ImportedEnvironment {
  private readonly byKey = new Map<string, ImportedVariable>()

  /** Declares a variable once. @param key its name in the file */
  declare(key: string, { type, value }: Pick<ImportedVariable, 'type' | 'value'>): void {
    if (this.byKey.has(key)) return
    const names = new Set(this.all().map(({ name }) => name))
    const wanted = environmentName(key)
    let name = wanted
    for (let count = 2; names.has(name); count += 1) name = `${wanted}_${count}`
    this.byKey.set(key, { name, type, value: isCredential(name, value) ? null : value })
  }

  /** The selector of a declared variable. */
  find(key: string): [string, string] | null {
    const known = this.byKey.get(key)
    return known ? [ENVIRONMENT_SELECTOR, known.name] : null
  }

  all(): ImportedVariable[] {
    return [...this.byKey.values()]
  }
}

/** The variables that a graph reads, of those that a file declares. */
export function readVariables(graph: Graph, declared: readonly ImportedVariable[]): ImportedVariable[] {
  if (declared.length === 0) return []
  const names = new Set(listEnvironmentNames(viewGraph(graph, manifestOf)))
  return declared.filter(({ name }) => names.has(name))
}

function environmentName(key: string): string {
  const name = key
    .toUpperCase()
    .replaceAll(/[^A-Z0-9_]/g, '_')
    .replace(/^[^A-Z]+/, '')
    .slice(0, 58)
  return name === '' ? 'VALUE' : name
}

function isCredential(name: string, value: Json): boolean {
  const named = { [name]: value }
  return JSON.stringify(maskSecrets(named)) !== JSON.stringify(named)
}
