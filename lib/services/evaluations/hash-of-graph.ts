import { AppError } from '@/lib/core/app-error'
import type { Graph } from '@/lib/graph/graph'
import { compilePlan } from '../runs/compile-plan'

/**
 * The hash by which measurements of a graph are found. Null for a graph that cannot run, because it was never measured.
 */
export function hashOfGraph(graph: Graph): string | null {
  try {
    return compilePlan(graph).hash
  } catch (error) {
    if (AppError.isInstance(error)) return null
    throw error
  }
}
