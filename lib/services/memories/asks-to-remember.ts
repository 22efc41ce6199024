import type { Graph } from '@/lib/graph/graph'

/** Whether a step stores facts only about end users who have agreed. */
export const asksToRemember = (graph: Graph): boolean =>
  graph.nodes.some(({ type, disabled, config }) => type === 'remember' && !disabled && config.consent !== 'given')
