import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { compile } from '@/lib/graph/compile'
import type { Graph } from '@/lib/graph/graph'
import type { RunPart } from '@/lib/graph/partial/plan-part'
import { restrictPlan } from '@/lib/graph/partial/restrict-plan'
import type { Plan } from '@/lib/graph/plan'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { singleton } from '@/lib/platform/singleton'

const MAX_PLANS = 500

const plans = () => singleton('plan-cache', () => new Map<string, Plan>())

export function cachedPlan(versionId: string): Plan | null {
  return plans().get(versionId) ?? null
}

/** Plans of immutable versions, by version id, in an LRU cache. Drafts are compiled each time. */
export function planOf(graph: Graph, versionId: string | null): Plan {
  const cache = plans()
  const known = versionId === null ? undefined : cache.get(versionId)
  const plan = known ?? compileOrThrow(graph)
  // The order only matters when the cache is nearly full, and each move makes V8 rebuild the map's table.
  if (versionId === null || (known && cache.size < MAX_PLANS / 2)) return plan
  cache.delete(versionId)
  cache.set(versionId, plan)
  const [oldest] = cache.keys()
  if (cache.size > MAX_PLANS && oldest !== undefined) cache.delete(oldest)
  return plan
}

export const partOf = (plan: Plan, part: RunPart | null): Plan => (part ? restrictPlan(plan, part) : plan)

/** @throws INVALID_GRAPH with the issues as details */
function compileOrThrow(graph: Graph): Plan {
  const compiled = compile({ graph, manifests: manifestOf })
  if (compiled.ok) return compiled.plan
  const first = compiled.issues.find((issue) => issue.severity === 'error')
  throw new AppError('INVALID_GRAPH', first?.message ?? 'This app has problems that must be solved before it runs.', {
    details: compiled.issues,
  })
}
