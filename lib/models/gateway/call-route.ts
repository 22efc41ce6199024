import 'server-only'
import { routeTimeouts } from '@/lib/contracts/route-timeouts'
import type { RoutePolicy, RouteTarget } from '@/lib/contracts/routes'
import type { ModelDecision } from '@/lib/engine/events'
import type { ChatChunk, ChatReader, ChatRequest } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { ASSUMED_OUTPUT_TOKENS, type CallDependencies, callTarget } from './call-target'
import { circuitBreakers } from './circuit-breakers'
import { decisionOf } from './decision-of'
import type { NamedRoute } from './gateway-services'
import { hedgedRequest } from './hedged-request'
import { planTargets, targetKey } from './plan-targets'
import type { RequestFacts } from './request-facts'
import { resolveTarget } from './resolve-target'
import {
  breakerProblem,
  callProblem,
  countsAgainst,
  isFinal,
  isTransient,
  pausedLast,
  pausedProblem,
} from './route-failures'

export interface RouteCall {
  request: ChatRequest
  facts: RequestFacts
  route: NamedRoute
  stickyKey: string
}

/**
 * Calls a route's targets in the order of its policy until one answers completely. Output of a
 * target that fails midway is retracted (`restart`), so that an answer never mixes two models.
 * @throws the error of the last target
 */
export async function callRoute(dependencies: CallDependencies, call: RouteCall, emit: ChatReader): Promise<void> {
  const { services } = dependencies
  const { policy, name } = call.route
  const [metrics, places] = await Promise.all([services.metrics(), services.places()])
  const { targets, reason } = planTargets(policy, {
    request: call.facts,
    maxOutputTokens: call.request.maxOutputTokens ?? ASSUMED_OUTPUT_TOKENS,
    stickyKey: call.stickyKey,
    metrics,
    places,
    random: Math.random,
  })
  emit(decision('route', problem('decisions.route', { route: name, reason }), targets[0]))
  const attempts = new Attempts(dependencies, call, emit)
  let failure: unknown = null
  for (const [index, target] of pausedLast(targets).entries()) {
    if (index > 0)
      emit(decision('fallback', problem('decisions.fallback', { error: callProblem(failure) }), target.target))
    if (target.pauseSeconds > 0) emit(decision('breaker', pausedProblem(target.pauseSeconds), target.target))
    const next = attempts.nextOf(targets, target.target)
    const outcome = await attempts.run(target.target, index === 0 ? next : undefined)
    if (outcome === null) return
    if (isFinal(outcome.error, call.request.signal)) throw outcome.error
    failure = outcome.error
  }
  throw failure
}

/** Attempts of one request. */
class Attempts {
  private count = 0

  constructor(
    private readonly dependencies: CallDependencies,
    private readonly routeCall: RouteCall,
    private readonly emit: ChatReader,
  ) {}

  nextOf(targets: readonly RouteTarget[], target: RouteTarget): RouteTarget | undefined {
    return targets.find((other) => other !== target && circuitBreakers().closedFor(targetKey(other)) === 0)
  }

  /** @returns null on success, else the error */
  async run(target: RouteTarget, hedge: RouteTarget | undefined): Promise<{ error: unknown } | null> {
    const { policy } = this.routeCall.route
    for (let retry = 0; ; retry += 1) {
      const outcome = await this.once(target, retry === 0 ? hedge : undefined)
      if (outcome === null || retry >= policy.retries || !isTransient(outcome.error)) return outcome
      if (isFinal(outcome.error, this.routeCall.request.signal)) return outcome
      this.emit(decision('retry', problem('decisions.retry', { error: callProblem(outcome.error) }), target))
    }
  }

  private async once(target: RouteTarget, hedge: RouteTarget | undefined): Promise<{ error: unknown } | null> {
    let hasSpoken = false
    try {
      await this.hedged(target, hedge, (chunk) => {
        hasSpoken ||= chunk.type === 'text' || chunk.type === 'reasoning' || chunk.type === 'tool-call'
        this.emit(chunk)
      })
      return null
    } catch (error) {
      if (hasSpoken) this.emit({ type: 'restart' })
      return { error }
    }
  }

  private hedged(target: RouteTarget, hedge: RouteTarget | undefined, emit: ChatReader): Promise<void> {
    const { policy } = this.routeCall.route
    const { signal } = this.routeCall.request
    if (!hedge || policy.hedgeAfterMs === null) return this.call(target, signal, emit)
    const afterMs = policy.hedgeAfterMs
    return hedgedRequest(
      (signal, emit) => this.call(target, signal, emit),
      (signal, emit) => this.call(hedge, signal, emit),
      {
        afterMs,
        signal,
        onHedge: () => emit(decision('hedge', problem('decisions.hedge', { ms: afterMs }), hedge)),
      },
      emit,
    )
  }

  private async call(target: RouteTarget, signal: AbortSignal, emit: ChatReader): Promise<void> {
    this.count += 1
    const attempt = this.count
    const key = targetKey(target)
    const rule = breakerOf(this.routeCall.route.policy)
    circuitBreakers().begin(key)
    try {
      const { facts, route } = this.routeCall
      const request = goesByFirstToken(route.policy)
        ? { ...this.routeCall.request, stream: true }
        : this.routeCall.request
      const resolved = await resolveTarget(this.dependencies.services, target.model, this.routeCall.stickyKey, emit)
      const timeouts = routeTimeouts(route.policy)
      const targetCall = { request, facts, target: resolved, routeId: route.id, attempt, timeouts, signal }
      await callTarget(this.dependencies, targetCall, emit)
      circuitBreakers().succeeded(key)
    } catch (error) {
      if (signal.aborted || !countsAgainst(error)) circuitBreakers().abandoned(key)
      else if (circuitBreakers().failed(key, rule)) emit(decision('breaker', breakerProblem(rule), target))
      throw error
    }
  }
}

/** A non-streaming response has no first token, so it can be neither hedged nor used to measure speed. */
const goesByFirstToken = ({ strategy, bounds, hedgeAfterMs }: RoutePolicy): boolean =>
  strategy === 'fastest' || bounds.maxFirstTokenMs !== undefined || hedgeAfterMs !== null

const breakerOf = ({ breaker }: RoutePolicy) => breaker

function decision(kind: ModelDecision['kind'], reason: Problem, target?: RouteTarget): ChatChunk {
  return { type: 'decision', decision: decisionOf(kind, reason, target?.model) }
}
