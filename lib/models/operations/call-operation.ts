import 'server-only'
import { routeTimeouts } from '@/lib/contracts/route-timeouts'
import type { RoutePolicy, RouteTarget } from '@/lib/contracts/routes'
import { AppError } from '@/lib/core/app-error'
import type { ModelDecision } from '@/lib/engine/events'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { detectLanguage } from '@/lib/rag/text/detect-language'
import { circuitBreakers } from '../gateway/circuit-breakers'
import { decisionOf } from '../gateway/decision-of'
import type { NamedRoute } from '../gateway/gateway-services'
import { planTargets, targetKey } from '../gateway/plan-targets'
import type { RequestFacts } from '../gateway/request-facts'
import {
  breakerProblem,
  callProblem,
  countsAgainst,
  isFinal,
  isTransient,
  pausedLast,
  pausedProblem,
} from '../gateway/route-failures'
import { type Answered, callOperationTarget, type Operation, type OperationDependencies } from './call-operation-target'

/**
 * Calls a model, or the targets of a route in the order of its policy until one answers. Hedging
 * (`hedgeAfterMs`) applies to streams only.
 * @throws the error of the last target
 */
export async function callOperation<T>(
  dependencies: OperationDependencies,
  operation: Operation<T>,
): Promise<Answered<T>> {
  const { model } = operation
  if (model.connection !== 'route') {
    rejectNames(model.connection)
    const call = { target: model, routeId: null, attempt: 1 }
    return { ...(await callOperationTarget(dependencies, operation, call)), decisions: [] }
  }
  const route = await dependencies.services.route(model.model)
  const { ability = 'chat' } = route.policy
  if (ability !== operation.ability)
    throw new AppError('MODEL_MISSING', problem('models.routeForOtherUse', { name: route.name }))
  return new RouteTries(dependencies, operation, route).callInOrder()
}

/** The workspace default and trained models support chat only. @throws MODEL_MISSING */
function rejectNames(connection: string): void {
  if (['auto', 'trained', ''].includes(connection)) throw new AppError('MODEL_MISSING', problem('models.chooseForStep'))
}

class RouteTries<T> {
  private readonly decisions: ModelDecision[] = []
  private attempt = 0

  constructor(
    private readonly dependencies: OperationDependencies,
    private readonly operation: Operation<T>,
    private readonly route: NamedRoute,
  ) {}

  async callInOrder(): Promise<Answered<T>> {
    let failure: unknown = null
    for (const [index, { target, pauseSeconds }] of pausedLast(await this.plan()).entries()) {
      if (index > 0) this.decide('fallback', problem('decisions.fallback', { error: callProblem(failure) }), target)
      if (pauseSeconds > 0) this.decide('breaker', pausedProblem(pauseSeconds), target)
      try {
        return { ...(await this.callWithRetries(target)), decisions: this.decisions }
      } catch (error) {
        if (isFinal(error, this.operation.signal)) throw error
        failure = error
      }
    }
    throw failure
  }

  private async plan(): Promise<RouteTarget[]> {
    const { services, stickyKey } = this.dependencies
    const [metrics, places] = await Promise.all([services.metrics(), services.places()])
    const known = { metrics, places, stickyKey, random: Math.random, maxOutputTokens: 0 }
    const { targets, reason } = planTargets(this.route.policy, { ...known, request: this.facts() })
    this.decide('route', problem('decisions.route', { route: this.route.name, reason }), targets[0])
    return targets
  }

  private facts(): RequestFacts {
    const { sentCharacters, sample = '', dataKinds } = this.operation
    return {
      characters: sentCharacters,
      tokens: Math.ceil(sentCharacters / 4),
      language: () => detectLanguage(sample),
      hasImages: false,
      hasTools: false,
      dataKinds,
    }
  }

  private async callWithRetries(target: RouteTarget): ReturnType<typeof callOperationTarget<T>> {
    const { retries } = this.route.policy
    for (let retry = 0; ; retry += 1) {
      try {
        return await this.callOnce(target)
      } catch (error) {
        if (retry >= retries || !isTransient(error) || isFinal(error, this.operation.signal)) throw error
        this.decide('retry', problem('decisions.retry', { error: callProblem(error) }), target)
      }
    }
  }

  private async callOnce(target: RouteTarget): ReturnType<typeof callOperationTarget<T>> {
    const key = targetKey(target)
    this.attempt += 1
    circuitBreakers().begin(key)
    try {
      const { answerMs: timeoutMs } = routeTimeouts(this.route.policy)
      const call = { target: target.model, routeId: this.route.id, attempt: this.attempt, timeoutMs }
      const answered = await callOperationTarget(this.dependencies, this.operation, call)
      circuitBreakers().succeeded(key)
      return answered
    } catch (error) {
      this.note(key, target, error)
      throw error
    }
  }

  private note(key: string, target: RouteTarget, error: unknown): void {
    const rule: RoutePolicy['breaker'] = this.route.policy.breaker
    if (this.operation.signal.aborted || !countsAgainst(error)) circuitBreakers().abandoned(key)
    else if (circuitBreakers().failed(key, rule)) this.decide('breaker', breakerProblem(rule), target)
  }

  private decide(kind: ModelDecision['kind'], reason: Problem, target?: RouteTarget): void {
    this.decisions.push(decisionOf(kind, reason, target?.model))
  }
}
