import { Graph as DagreGraph, layout } from '@dagrejs/dagre'

export interface LayoutInput {
  nodes: { id: string; width: number; height: number }[]
  edges: { from: string; to: string }[]
}
export type LayoutResult = { id: string; x: number; y: number }[]

const GRID = 8

/** Left to right, in the order of the flow. Places are of the top left corner. */
export function layoutGraph({ nodes, edges }: LayoutInput): LayoutResult {
  const graph = new DagreGraph()
  graph.setGraph({ rankdir: 'LR', nodesep: 40, ranksep: 88, marginx: 0, marginy: 0 })
  graph.setDefaultEdgeLabel(() => ({}))
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height })
  for (const { from, to } of edges) if (graph.hasNode(from) && graph.hasNode(to) && from !== to) graph.setEdge(from, to)
  layout(graph)
  return nodes.map(({ id, width, height }) => {
    const { x, y } = graph.node(id)
    return { id, x: toGrid(Number(x) - width / 2), y: toGrid(Number(y) - height / 2) }
  })
}

function toGrid(value: number): number {
  return Math.round(value / GRID) * GRID
}
