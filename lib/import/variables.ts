import { MAX_VARIABLES } from '@/lib/graph/variables/declaration'
import { portName } from './fields'
import type { SourceVariable } from './source-flow'

/** The variables of a file, under names that are valid here. */
export class Variables {
  private readonly byKey = new Map<string, SourceVariable>()

  /** Declares a variable once. @returns its selector, or null if there are too many variables */
  declare(key: string, settings: Partial<Omit<SourceVariable, 'name'>> = {}): [string, string] | null {
    const known = this.find(key)
    if (known) return known
    if (this.byKey.size >= MAX_VARIABLES) return null
    const names = new Set([...this.byKey.values()].map(({ name }) => name))
    const wanted = portName(key.slice(key.lastIndexOf('.') + 1), 'value').slice(0, 36)
    let name = wanted
    for (let count = 2; names.has(name); count += 1) name = `${wanted}_${count}`
    this.byKey.set(key, { type: 'text', scope: 'conversation', default: '', ...settings, name })
    return ['vars', name]
  }

  /** The selector of a declared variable. */
  find(key: string): [string, string] | null {
    const known = this.byKey.get(key)
    return known ? ['vars', known.name] : null
  }

  keys(): Iterable<string> {
    return this.byKey.keys()
  }

  all(): SourceVariable[] {
    return [...this.byKey.values()]
  }
}
