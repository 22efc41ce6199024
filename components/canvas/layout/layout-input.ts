export interface LayoutEdge {
  from: string
  to: string
  /** A tool or model that is attached to the other node. */
  isPlug?: boolean
  /** Places the nodes in order, without a wire. */
  isReference?: boolean
  /** Height of the ports, from the top of each node. */
  fromY?: number
  toY?: number
  /** Of a plug: the port, from the left of the node that uses it. The middle by default. */
  toX?: number
}

export interface LayoutInput {
  nodes: { id: string; width: number; height: number }[]
  edges: LayoutEdge[]
}
