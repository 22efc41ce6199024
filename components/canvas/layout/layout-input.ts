export interface LayoutInput {
  nodes: { id: string; width: number; height: number }[]
  /** `isPlug`: a tool or model that is attached to the other node. */
  edges: { from: string; to: string; isPlug?: boolean }[]
}
