import { createHash } from 'node:crypto'
import type { RouteCondition, RoutePolicy, RouteTarget } from '@/lib/contracts/routes'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { costMicros } from '../prices'
import type { ConnectionPlace, ModelMetrics } from './gateway-services'
import type { RequestFacts } from './request-facts'

export interface PlanFacts {
  request: RequestFacts
  maxOutputTokens: number
  /** Selects the target of a sticky route. */
  stickyKey: string
  metrics: ReadonlyMap<string, ModelMetrics>
  /** Keyed by connection id. */
  places: ReadonlyMap<string, ConnectionPlace>
  random: () => number
}

export interface PlannedTargets {
  /** Targets in call order; never empty. */
  targets: RouteTarget[]
  /** Why the first target comes first. */
  reason: Problem
}

/** Orders the targets of a route. Targets whose conditions do not match are excluded, unless none matches. */
export function planTargets(policy: RoutePolicy, facts: PlanFacts): PlannedTargets {
  const fitting = policy.targets.filter(({ when }) => when === undefined || holds(when, facts.request))
  const candidates = fitting.length > 0 ? fitting : policy.targets
  const excludedCount = policy.targets.length - candidates.length
  const { targets, reason } = orderTargets(candidates, policy, facts)
  return {
    targets,
    reason: excludedCount > 0 ? problem('decisions.withExcluded', { reason, count: excludedCount }) : reason,
  }
}

function orderTargets(candidates: RouteTarget[], policy: RoutePolicy, facts: PlanFacts): PlannedTargets {
  switch (policy.strategy) {
    case 'ordered':
      return { targets: candidates, reason: problem('decisions.inOrder') }
    case 'weighted': {
      const point = policy.sticky ? pointOf(facts.stickyKey) : facts.random()
      return {
        targets: byWeight(candidates, point),
        reason: problem(policy.sticky ? 'decisions.byWeightSticky' : 'decisions.byWeight'),
      }
    }
    case 'fastest':
      return { targets: byFirstToken(candidates, facts), reason: problem('decisions.fastest') }
    case 'cheapest':
      return cheapest(candidates, policy, facts)
    default: {
      const unhandled: never = policy.strategy
      return unhandled
    }
  }
}

export const targetKey = ({ model }: Pick<RouteTarget, 'model'>): string => `${model.connection}/${model.model}`

function holds(condition: RouteCondition, request: RequestFacts): boolean {
  if (condition.minTokens !== undefined && request.tokens < condition.minTokens) return false
  if (condition.maxTokens !== undefined && request.tokens > condition.maxTokens) return false
  if (condition.hasImages !== undefined && request.hasImages !== condition.hasImages) return false
  if (condition.hasTools !== undefined && request.hasTools !== condition.hasTools) return false
  return condition.languages === undefined || condition.languages.includes(request.language())
}

/** Hash of a key, uniform in 0..1. */
export function pointOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) / 2 ** 32
}

/** The selected target first, the others in their order. Targets with weight 0 are fallbacks only. */
function byWeight(targets: readonly RouteTarget[], point: number): RouteTarget[] {
  const total = targets.reduce((sum, { weight }) => sum + weight, 0)
  let rest = point * total
  const selected = targets.find(({ weight }) => {
    rest -= weight
    return weight > 0 && rest < 0
  })
  return selected ? [selected, ...targets.filter((target) => target !== selected)] : [...targets]
}

function byFirstToken(targets: readonly RouteTarget[], { metrics }: PlanFacts): RouteTarget[] {
  const speed = (target: RouteTarget) => metrics.get(targetKey(target))?.firstTokenMs ?? Number.POSITIVE_INFINITY
  return targets.toSorted((a, b) => compare(speed(a), speed(b)))
}

function cheapest(candidates: RouteTarget[], policy: RoutePolicy, facts: PlanFacts): PlannedTargets {
  const price = (target: RouteTarget) => priceOf(target, facts) ?? Number.POSITIVE_INFINITY
  const sorted = candidates.toSorted((a, b) => compare(price(a), price(b)))
  const meeting = sorted.filter((target) => meets(target, policy, facts))
  const others = sorted.filter((target) => !meeting.includes(target))
  const hasBounds = Object.keys(policy.bounds).length > 0
  const keyWithBounds = meeting.length > 0 ? 'decisions.cheapestWithin' : 'decisions.cheapestOutside'
  const reason = problem(hasBounds ? keyWithBounds : 'decisions.cheapest')
  return { targets: [...meeting, ...others], reason }
}

function meets(target: RouteTarget, { bounds }: RoutePolicy, { metrics }: PlanFacts): boolean {
  const measured = metrics.get(targetKey(target))
  const firstTokenMs = measured?.firstTokenMs ?? Number.POSITIVE_INFINITY
  if (bounds.maxFirstTokenMs !== undefined && firstTokenMs > bounds.maxFirstTokenMs) return false
  return bounds.minQuality === undefined || (measured?.quality ?? -1) >= bounds.minQuality
}

function priceOf({ model }: RouteTarget, { request, places, maxOutputTokens }: PlanFacts): number | null {
  const place = places.get(model.connection)
  if (place === undefined) return null
  return costMicros({ ...place, model: model.model, inputTokens: request.tokens, outputTokens: maxOutputTokens })
}

/** Infinity sorts last and equals itself, so that the given order is kept. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}
