import 'server-only'
import { LruCache } from '@/lib/core/lru-cache'
import type { Graph } from '@/lib/graph/graph'
import type { RunPart } from '@/lib/graph/partial/plan-part'
import { restrictPlan } from '@/lib/graph/partial/restrict-plan'
import type { Plan } from '@/lib/graph/plan'
import { singleton } from '@/lib/platform/singleton'
import { compilePlan } from '@/lib/services/runs/compile-plan'

const MAX_PLANS = 500

const plans = () => singleton('plan-cache', () => new LruCache<string, Plan>(MAX_PLANS))

export function cachedPlan(versionId: string): Plan | null {
  return plans().get(versionId) ?? null
}

/** Plans of immutable versions, by version id. Drafts are compiled each time. */
export function planOf(graph: Graph, versionId: string | null): Plan {
  if (versionId === null) return compilePlan(graph)
  const cached = cachedPlan(versionId)
  if (cached) return cached
  const plan = compilePlan(graph)
  plans().set(versionId, plan)
  return plan
}

export const partOf = (plan: Plan, part: RunPart | null): Plan => (part ? restrictPlan(plan, part) : plan)
