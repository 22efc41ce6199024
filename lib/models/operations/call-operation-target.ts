import 'server-only'
import { findModel } from '@/lib/catalog/find-model'
import { priceAt } from '@/lib/catalog/price-at'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { ModelDecision, Usage } from '@/lib/engine/events'
import type { ModelRef } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'
import { manifestOf } from '@/lib/providers/manifests.gen'
import type { CountedTokens, ProviderClient, ProviderConnection } from '@/lib/providers/provider-client'
import { regionOf } from '@/lib/providers/region-of'
import { hostOf } from '@/lib/providers/wires/http/get-json'
import { type CallDependencies, isRejectedKey } from '../gateway/call-target'
import { CallTimeout } from '../gateway/call-timeout'
import type { CallRecord } from '../gateway/gateway-services'
import { keyRotation } from '../gateway/key-rotation'
import { costMicros } from '../prices'
import { providerConnection, type ResolvedConnection } from '../provider-connection'
import { type Amounts, unitCostMicros } from '../unit-prices'
import { wholeTokens } from '../whole-tokens'

export interface OperationDependencies extends CallDependencies {
  /** Identifies the caller for routes by share. */
  stickyKey: string
}

export interface Operation<T> {
  ability: CallRecord['ability'] & ('embed' | 'rerank' | 'transcribe' | 'speak' | 'image')
  /** Connection id and model name, or a route. */
  model: ModelRef
  nodeId: string | null
  dataKinds: string[]
  sentCharacters: number
  /** Text for language detection in route conditions. */
  sample?: string
  /** Known amounts of units other than tokens. */
  amounts?: Amounts
  signal: AbortSignal
  /** Returns undefined if the service does not offer this operation. */
  call: (
    client: ProviderClient,
    connection: ProviderConnection,
    to: { model: string; signal: AbortSignal },
  ) => Promise<T> | undefined
  /** Throws when the response counts as a failure of the model. @throws AppError */
  check?: (answer: T) => void
  usageOf: (answer: T) => Counted | null
}

export interface Counted {
  tokens: CountedTokens | null
  /** Amounts as counted by the service; overrides the amounts known before the call. */
  amounts?: Amounts
}

export interface Answered<T> {
  answer: T
  usage: Usage
  decisions: ModelDecision[]
}

export interface OperationCall {
  target: ModelRef
  routeId: string | null
  /** Counts from 1 over all attempts of the request. */
  attempt: number
  /** Time limit for the target; set for routes. */
  timeoutMs?: number | null
}

/**
 * One non-streaming model call under the same rules as chat: policy, connection limits, budgets,
 * key rotation and ledger. @throws AppError
 */
export async function callOperationTarget<T>(
  dependencies: CallDependencies,
  operation: Operation<T>,
  call: OperationCall,
): Promise<Omit<Answered<T>, 'decisions'>> {
  const { target } = call
  const connection = await dependencies.resolveConnection(target.connection)
  const leave = await dependencies.services.enter(target.connection, connection.limits ?? null, operation.signal)
  try {
    const keys = connection.keys ?? (connection.apiKey === null ? [] : [connection.apiKey])
    const order = keyRotation().order(target.connection, keys.length)
    for (const [turn, index] of order.entries()) {
      try {
        return await callWithKey(dependencies, {
          operation,
          call,
          resolved: { ...connection, apiKey: keys[index] ?? null },
        })
      } catch (error) {
        if (turn === order.length - 1 || !isRejectedKey(error)) throw error
        keyRotation().rest(target.connection, index, error.retryAfterSeconds)
      }
    }
    throw internalError('No key was tried.')
  } finally {
    leave()
  }
}

async function callWithKey<T>(
  { services, fetch, onSecret }: CallDependencies,
  { operation, call, resolved }: { operation: Operation<T>; call: OperationCall; resolved: ResolvedConnection },
): Promise<Omit<Answered<T>, 'decisions'>> {
  const { ability, sentCharacters, amounts } = operation
  const { target } = call
  const { provider, client, connection } = await providerConnection(resolved, fetch, onSecret)
  const host = hostOf(connection.baseUrl)
  await services.check({ provider, model: target.model, host, region: regionOf({ provider, ...connection }) })
  const price = { provider, host, model: target.model }
  // About four characters per token; the actual usage is settled afterwards.
  const planned =
    unitCostMicros({ ...price, ...amounts }) ??
    costMicros({
      ...price,
      inputTokens: Math.ceil(sentCharacters / 4),
      outputTokens: 0,
      searches: amounts?.searches ?? null,
    })
  const admission = await services.admit(planned)
  const timeout = new CallTimeout(operation.signal)
  const startedAt = performance.now()
  let outcome: Pick<CallRecord, 'outcome' | 'errorCode'> = { outcome: 'cancelled', errorCode: null }
  let usage: CountedTokens = { inputTokens: 0, outputTokens: 0 }
  // Without a response there is no cost.
  let cost: number | null = 0
  try {
    timeout.start(call.timeoutMs ?? null, 'answer')
    const called = operation.call(client, connection, { model: target.model, signal: timeout.signal })
    if (called === undefined) throw unsupported(provider, ability)
    const answer = await called
    timeout.stop()
    const { tokens = null, amounts: seen } = operation.usageOf(answer) ?? {}
    if (tokens) usage = { inputTokens: wholeTokens(tokens.inputTokens), outputTokens: wholeTokens(tokens.outputTokens) }
    cost = costOf({ ...price, ...usage, searches: seen?.searches ?? null }, tokens, { ...amounts, ...seen })
    operation.check?.(answer)
    outcome = { outcome: 'ok', errorCode: null }
    const label = `${target.connection}/${target.model}`
    return { answer, usage: { model: label, ...usage, costMicros: cost, estimated: tokens === null } }
  } catch (error) {
    const failure = timeout.failureOf(error)
    const errorCode = AppError.isInstance(failure) ? failure.code : 'INTERNAL'
    outcome = { outcome: operation.signal.aborted ? 'cancelled' : 'failed', errorCode }
    throw failure
  } finally {
    timeout.stop()
    services.record({
      ...outcome,
      ...usage,
      nodeId: operation.nodeId,
      ability,
      connectionId: target.connection,
      provider,
      host,
      model: target.model,
      routeId: call.routeId,
      attempt: call.attempt,
      cachedInputTokens: 0,
      costMicros: cost,
      savedMicros: 0,
      estimated: false,
      firstTokenMs: null,
      durationMs: performance.now() - startedAt,
      sentCharacters,
      dataKinds: operation.dataKinds,
    })
    await admission.settle(cost)
  }
}

const ABSENT = {
  embed: 'models.noEmbeddings',
  rerank: 'models.noRerankers',
  transcribe: 'models.noTranscription',
  speak: 'models.noVoices',
  image: 'models.noImages',
} as const

/** The error for an operation that the service does not offer. */
function unsupported(provider: string, ability: keyof typeof ABSENT): AppError {
  const name = manifestOf(provider)?.label ?? provider
  return new AppError('INVALID_INPUT', problem(ABSENT[ability], { provider: name }))
}

type Priced = Parameters<typeof costMicros>[0]

/** Services that bill by search, minute, character or image have no token price. */
function costOf(priced: Priced, tokens: CountedTokens | null, amounts: Amounts): number | null {
  const { provider, model, at = new Date() } = priced
  const isBySearch = priceAt(findModel(provider, model)?.prices, at)?.search !== undefined
  return (
    (tokens || isBySearch ? costMicros(priced) : null) ??
    unitCostMicros({ provider, model, host: priced.host, at, ...amounts })
  )
}
