import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { compile } from '@/lib/graph/compile'
import type { Graph } from '@/lib/graph/graph'
import type { Plan } from '@/lib/graph/plan'
import { manifestOf } from '@/lib/nodes/manifests.gen'

/** @throws INVALID_GRAPH with the issues as details */
export function compilePlan(graph: Graph): Plan {
  const compiled = compile({ graph, manifests: manifestOf })
  if (compiled.ok) return compiled.plan
  const first = compiled.issues.find((issue) => issue.severity === 'error')
  throw new AppError('INVALID_GRAPH', first?.message ?? 'This app has problems that must be solved before it runs.', {
    details: compiled.issues,
  })
}
