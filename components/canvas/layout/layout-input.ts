export interface LayoutEdge {
  from: string
  to: string
  /** A tool or model that is attached to the other node. */
  isPlug?: boolean
  /** Height of the ports, from the top of each node. */
  fromY?: number
  toY?: number
}

export interface LayoutInput {
  nodes: { id: string; width: number; height: number }[]
  edges: LayoutEdge[]
}
