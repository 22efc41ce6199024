import 'server-only'
import { findModel } from '@/lib/catalog/find-model'
import { priceAt } from '@/lib/catalog/price-at'
import { AppError } from '@/lib/core/app-error'
import type { Usage } from '@/lib/engine/events'
import type { ModelRef } from '@/lib/engine/ports'
import { hostOf } from '@/lib/providers/get-json'
import { isOwnMachine } from '@/lib/providers/own-host'
import type {
  CountedSearches,
  CountedTokens,
  ProviderClient,
  ProviderConnection,
} from '@/lib/providers/provider-client'
import { regionOf } from '@/lib/providers/region-of'
import { type AskDependencies, isRefusedKey } from '../gateway/ask-target'
import type { CallRecord } from '../gateway/gateway-services'
import { keyRotation } from '../gateway/key-rotation'
import { costMicros } from '../prices'
import { providerConnection, type ResolvedConnection } from '../provider-connection'
import { wholeTokens } from '../whole-tokens'

export interface Operation<T> {
  ability: CallRecord['ability']
  /** A connection's id and the name of the model there. */
  target: ModelRef
  nodeId: string | null
  dataKinds: string[]
  sentCharacters: number
  signal: AbortSignal
  call: (client: ProviderClient, connection: ProviderConnection) => Promise<T>
  usageOf: (answer: T) => CountedTokens | CountedSearches | null
  /** The searches that it will be billed as, where that is known before. */
  plannedSearches?: number
}

/**
 * One call of a model that does not stream, under the same rules as a chat: allowed by the workspace's policy, inside
 * the connection's limits and the budgets, with its keys in turn; told to the ledger however it ends. @throws AppError
 */
export async function askOperation<T>(
  dependencies: AskDependencies,
  operation: Operation<T>,
): Promise<{ answer: T; usage: Usage }> {
  const { target, signal } = operation
  const connection = await dependencies.resolveConnection(target.connection)
  const leave = await dependencies.services.enter(target.connection, connection.limits ?? null, signal)
  try {
    const keys = connection.keys ?? (connection.apiKey === null ? [] : [connection.apiKey])
    const order = keyRotation().order(target.connection, keys.length)
    for (const [turn, index] of order.entries()) {
      try {
        return await askWithKey(dependencies, operation, { ...connection, apiKey: keys[index] ?? null })
      } catch (error) {
        if (turn === order.length - 1 || !isRefusedKey(error)) throw error
        keyRotation().rest(target.connection, index, error.retryAfterSeconds)
      }
    }
    throw new AppError('INTERNAL', 'No key was tried.')
  } finally {
    leave()
  }
}

async function askWithKey<T>(
  { services, fetch, onSecret }: AskDependencies,
  operation: Operation<T>,
  resolved: ResolvedConnection,
): Promise<{ answer: T; usage: Usage }> {
  const { target, ability, sentCharacters } = operation
  const { provider, client, connection } = await providerConnection(resolved, fetch, onSecret)
  const host = hostOf(connection.baseUrl)
  await services.check({ provider, model: target.model, host, region: regionOf({ provider, ...connection }) })
  const price = { provider, host, model: target.model }
  // About four characters a token; what it really took is settled afterwards.
  const admission = await services.admit(
    costMicros({
      ...price,
      inputTokens: Math.ceil(sentCharacters / 4),
      outputTokens: 0,
      searches: operation.plannedSearches ?? null,
    }),
  )
  const startedAt = performance.now()
  let outcome: Pick<CallRecord, 'outcome' | 'errorCode'> = { outcome: 'cancelled', errorCode: null }
  let counted: CountedTokens = { inputTokens: 0, outputTokens: 0 }
  // Nothing came back, nothing is billed.
  let cost: number | null = 0
  try {
    const answer = await operation.call(client, connection)
    const usage = operation.usageOf(answer)
    const searches = usage !== null && 'searches' in usage ? usage.searches : null
    const tokens = usage !== null && 'inputTokens' in usage ? usage : null
    if (tokens)
      counted = { inputTokens: wholeTokens(tokens.inputTokens), outputTokens: wholeTokens(tokens.outputTokens) }
    // Some are billed by the request or the minute: that is no price of tokens.
    cost = usage === null ? costWithoutTokens(price) : costOf({ ...price, ...counted, searches }, tokens !== null)
    outcome = { outcome: 'ok', errorCode: null }
    const label = `${target.connection}/${target.model}`
    return { answer, usage: { model: label, ...counted, costMicros: cost, estimated: tokens === null } }
  } catch (error) {
    const errorCode = AppError.isInstance(error) ? error.code : 'INTERNAL'
    outcome = { outcome: operation.signal.aborted ? 'cancelled' : 'failed', errorCode }
    throw error
  } finally {
    services.record({
      ...outcome,
      ...counted,
      nodeId: operation.nodeId,
      ability,
      connectionId: target.connection,
      provider,
      host,
      model: target.model,
      routeId: null,
      attempt: 1,
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

type Counted = Parameters<typeof costMicros>[0]

/** Searches say nothing to a price of tokens. */
function costOf(counted: Counted, hasTokens: boolean): number | null {
  return hasTokens || isBilledBySearch(counted) ? costMicros(counted) : costWithoutTokens(counted)
}

function isBilledBySearch({ provider, model, at = new Date() }: Counted): boolean {
  return priceAt(findModel(provider, model)?.prices, at)?.search !== undefined
}

/** Free on one's own hardware, else unknown. */
const costWithoutTokens = ({ provider, host }: Pick<Counted, 'provider' | 'host'>): number | null =>
  isOwnMachine(provider, host) ? 0 : null
