import type { SourceNode } from '../source-flow'
import { untracked } from '../track-reads'

/** A reference in a text of a `SourceFlow`. */
export const REFERENCE = /\{\{#([^{}#]{1,300})#\}\}/g

/** The keys of each step that other steps read. */
export function readKeys(nodes: readonly SourceNode[]): ReadonlyMap<string, ReadonlySet<string>> {
  const ids = new Set(['sys', ...nodes.map(({ id }) => id)])
  const keys = new Map<string, Set<string>>()
  for (const [id, key] of nodes.flatMap(({ data }) => selectorsIn(data)))
    if (id !== undefined && key !== undefined && ids.has(id)) keys.set(id, (keys.get(id) ?? new Set()).add(key))
  return keys
}

/** All selectors in a value: lists of texts, and references within texts. */
export function selectorsIn(given: unknown): string[][] {
  const value = untracked(given)
  if (typeof value === 'string') return [...value.matchAll(REFERENCE)].map(([, path = '']) => path.split('.'))
  if (Array.isArray(value)) {
    const isSelector = value.length > 1 && value.every((item) => typeof item === 'string')
    return [...(isSelector ? [value] : []), ...value.flatMap(selectorsIn)]
  }
  return value && typeof value === 'object' ? Object.values(value).flatMap(selectorsIn) : []
}
