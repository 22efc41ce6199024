import type { JsonObject } from '@/lib/core/json'

/** A flow of another builder, before its nodes are mapped. Nothing of it is executed. */
export interface SourceFlow {
  peer: 'dify'
  formatVersion: string
  app: { name: string; description: string; kind: 'chat' | 'form' }
  nodes: readonly SourceNode[]
  edges: readonly SourceEdge[]
}

export interface SourceNode {
  id: string
  type: string
  title: string
  /** The container that it is in. */
  parent: string | null
  position: { x: number; y: number }
  data: JsonObject
}

/** Order: the target runs after the source, if the source takes the way `handle`. */
export interface SourceEdge {
  id: string
  source: string
  handle: string
  target: string
}
