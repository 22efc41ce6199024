import type { Graph } from '@/lib/graph/graph'

export function bigGraph(): Graph
