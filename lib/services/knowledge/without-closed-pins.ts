import 'server-only'
import type { Graph } from '@/lib/graph/graph'
import type { ServiceContext } from '../context'
import { holdsClosed } from './closed-runs'

/** The graph without pinned results that contain documents which this member may not see. */
export async function withoutClosedPins(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'actor'>,
  graph: Graph,
): Promise<Graph> {
  const nodes: Graph['nodes'] = []
  for (const node of graph.nodes) {
    const { pinned, ...rest } = node
    nodes.push(pinned !== undefined && (await holdsClosed(ctx, pinned)) ? rest : node)
  }
  return { ...graph, nodes }
}
