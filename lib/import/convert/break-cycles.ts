import type { SourceEdge, SourceFlow } from '../source-flow'

/** Separates edges that jump back from all others, which have no cycles. The search begins at the first nodes. */
export function breakCycles({ nodes, edges }: Pick<SourceFlow, 'nodes' | 'edges'>): {
  order: SourceEdge[]
  jumps: SourceEdge[]
} {
  const leaving = Map.groupBy(edges, ({ source }) => source)
  const entered = new Set(edges.map(({ target }) => target))
  const state = new Map<string, 'open' | 'done'>()
  const jumps = new Set<SourceEdge>()
  const first = nodes.filter(({ id }) => !entered.has(id))
  for (const { id } of [...first, ...nodes]) visit(id)
  return { order: edges.filter((edge) => !jumps.has(edge)), jumps: [...jumps] }

  /** Depth first, without recursion: files may be long chains. */
  function visit(start: string): void {
    if (state.has(start)) return
    state.set(start, 'open')
    const way = [{ id: start, rest: [...(leaving.get(start) ?? [])] }]
    for (let at = way.at(-1); at !== undefined; at = way.at(-1)) {
      const edge = at.rest.shift()
      if (edge === undefined) {
        state.set(at.id, 'done')
        way.pop()
      } else if (state.get(edge.target) === 'open') jumps.add(edge)
      else if (!state.has(edge.target)) {
        state.set(edge.target, 'open')
        way.push({ id: edge.target, rest: [...(leaving.get(edge.target) ?? [])] })
      }
    }
  }
}

/** Whether a step runs after another one, in an acyclic order. */
export function laterThan(order: readonly SourceEdge[]): (id: string, other: string) => boolean {
  const leaving = Map.groupBy(order, ({ source }) => source)
  const known = new Map<string, ReadonlySet<string>>()
  const after = (id: string): ReadonlySet<string> => {
    const found = known.get(id)
    if (found) return found
    const reached = new Set<string>()
    const pending = [id]
    for (let at = pending.pop(); at !== undefined; at = pending.pop())
      for (const { target } of leaving.get(at) ?? [])
        if (!reached.has(target)) {
          reached.add(target)
          pending.push(target)
        }
    known.set(id, reached)
    return reached
  }
  return (id, other) => after(other).has(id)
}
