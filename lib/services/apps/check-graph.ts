import 'server-only'
import { canonicalGraph } from '@/lib/graph/format/canonical'
import { parseGraphValue } from '@/lib/graph/format/parse-graph'
import type { Graph } from '@/lib/graph/graph'

/** A draft may be saved with problems, but it must be a graph within the limits. @throws INVALID_GRAPH, TOO_LARGE */
export function checkGraph(graph: unknown): Graph {
  return canonicalGraph(parseGraphValue(graph))
}
