import 'server-only'
import type { Graph } from '@/lib/graph/graph'
import type { RunPart } from '@/lib/graph/partial/plan-part'
import { restrictPlan } from '@/lib/graph/partial/restrict-plan'
import type { Plan } from '@/lib/graph/plan'
import { singleton } from '@/lib/platform/singleton'
import { compilePlan } from '@/lib/services/runs/compile-plan'

const MAX_PLANS = 500

const plans = () => singleton('plan-cache', () => new Map<string, Plan>())

export function cachedPlan(versionId: string): Plan | null {
  return plans().get(versionId) ?? null
}

/** Plans of immutable versions, by version id, in an LRU cache. Drafts are compiled each time. */
export function planOf(graph: Graph, versionId: string | null): Plan {
  const cache = plans()
  const known = versionId === null ? undefined : cache.get(versionId)
  const plan = known ?? compilePlan(graph)
  // The order only matters when the cache is nearly full, and each move makes V8 rebuild the map's table.
  if (versionId === null || (known && cache.size < MAX_PLANS / 2)) return plan
  cache.delete(versionId)
  cache.set(versionId, plan)
  const [oldest] = cache.keys()
  if (cache.size > MAX_PLANS && oldest !== undefined) cache.delete(oldest)
  return plan
}

export const partOf = (plan: Plan, part: RunPart | null): Plan => (part ? restrictPlan(plan, part) : plan)
