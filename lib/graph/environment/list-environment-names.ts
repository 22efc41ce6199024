import type { GraphView } from '../graph-view'
import { isEnvironmentReference } from './is-environment-reference'

/** Names of the environment variables that a graph reads, sorted and without duplicates. */
export function listEnvironmentNames(view: Pick<GraphView, 'nodes' | 'nodeById'>): string[] {
  const names = view.nodes.flatMap(({ references }) =>
    references.flatMap(({ reference }) => (isEnvironmentReference(view, reference) ? [reference.path[1] ?? ''] : [])),
  )
  return [...new Set(names)].sort()
}
