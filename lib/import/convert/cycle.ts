import type { SourceEdge, SourceNode } from '../source-flow'

/** Steps that jump back to their first one. */
export interface Cycle {
  /** The step that each round begins with. */
  header: SourceNode
  nodes: ReadonlySet<string>
  jumps: readonly SourceEdge[]
}
