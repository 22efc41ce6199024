import 'server-only'
import { canonicalGraph } from '@/lib/graph/format/canonical'
import { parseGraphValue } from '@/lib/graph/format/parse-graph'
import type { Graph } from '@/lib/graph/graph'

/** A draft may have problems and still be saved; what must hold is that it is a graph at all, within the limits. @throws INVALID_GRAPH, TOO_LARGE */
export function checkGraph(graph: unknown): Graph {
  return canonicalGraph(parseGraphValue(graph))
}
