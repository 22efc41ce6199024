import type { FlowiseEdge } from './flowise-file'

type Edge = Pick<FlowiseEdge, 'source' | 'target'>

/**
 * For each step, the steps that run before it on every path, the nearest last. Expects acyclic edges.
 * @param order the steps, each after all steps that lead to it
 */
export function dominators(order: readonly string[], edges: readonly Edge[]): ReadonlyMap<string, string[]> {
  const sources = Map.groupBy(edges, ({ target }) => target)
  const chains = new Map<string, string[]>()
  for (const id of order) {
    const known = (sources.get(id) ?? []).flatMap(({ source }) => {
      const chain = chains.get(source)
      return chain ? [[...chain, source]] : []
    })
    chains.set(id, known.length === 0 ? [] : known.reduce(common))
  }
  return chains
}

/** The common beginning of two chains. */
function common(a: string[], b: string[]): string[] {
  const end = a.findIndex((id, index) => b[index] !== id)
  return end === -1 ? a : a.slice(0, end)
}

/** Steps in an order in which each one comes after those that lead to it. */
export function inOrder(ids: readonly string[], edges: readonly Edge[]): string[] {
  const known = new Set(ids)
  const incomingCounts = new Map<string, number>()
  const inner = edges.filter(({ source, target }) => known.has(source) && known.has(target))
  for (const { target } of inner) incomingCounts.set(target, (incomingCounts.get(target) ?? 0) + 1)
  const leaving = Map.groupBy(inner, ({ source }) => source)
  const ready = ids.filter((id) => !incomingCounts.has(id))
  for (let at = 0; at < ready.length; at += 1)
    for (const { target } of leaving.get(ready[at] ?? '') ?? []) {
      const left = (incomingCounts.get(target) ?? 1) - 1
      incomingCounts.set(target, left)
      if (left === 0) ready.push(target)
    }
  return ready
}
