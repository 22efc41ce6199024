import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ChatChunk, ChatRequest, ModelRef } from '@/lib/engine/ports'
import { hostOf } from '@/lib/providers/get-json'
import { costMicros } from '../prices'
import { providerConnection, type ResolvedConnection } from '../provider-connection'
import { withUsage } from '../with-usage'
import { CallMeter } from './call-meter'
import type { GatewayServices } from './gateway-services'
import { keyRotation } from './key-rotation'
import type { RequestFacts } from './request-facts'

export interface AskDependencies {
  services: GatewayServices
  resolveConnection(id: string): Promise<ResolvedConnection>
  fetch: EgressFetch
  /** Told of each secret that a client makes of a key, such as an access token. */
  onSecret?: ((secret: string) => void) | undefined
}

export interface Ask {
  request: ChatRequest
  facts: RequestFacts
  /** A connection's id and the name of the model there. */
  target: ModelRef
  routeId: string | null
  /** From 1, over all tries of the request. */
  attempt: number
  signal: AbortSignal
}

/** Output that is assumed for a price before the call, where the step sets no limit. */
export const ASSUMED_OUTPUT_TOKENS = 1_024

/**
 * One call of one model: allowed by the workspace's policy, inside the connection's limits and the budgets, with the
 * connection's keys in turn; told to the ledger however it ends. @throws AppError
 */
export async function* askTarget(dependencies: AskDependencies, ask: Ask): AsyncIterable<ChatChunk> {
  const { services } = dependencies
  const { target, signal } = ask
  const connection = await dependencies.resolveConnection(target.connection)
  const leave = await services.enter(target.connection, connection.limits ?? null, signal)
  try {
    const keys = connection.keys ?? (connection.apiKey === null ? [] : [connection.apiKey])
    const order = keyRotation().order(target.connection, keys.length)
    for (const [turn, index] of order.entries()) {
      try {
        yield* askWithKey(dependencies, ask, { ...connection, apiKey: keys[index] ?? null })
        return
      } catch (error) {
        const isLast = turn === order.length - 1
        if (isLast || !isRefusedKey(error)) throw error
        keyRotation().rest(target.connection, index, error.retryAfterSeconds)
        const message = `Key ${index + 1} of ${keys.length} was refused (${error.code}); another one is tried.`
        yield { type: 'decision', decision: { kind: 'key', message, model: `${target.connection}/${target.model}` } }
      }
    }
  } finally {
    leave()
  }
}

async function* askWithKey(
  { services, fetch, onSecret }: AskDependencies,
  ask: Ask,
  resolved: ResolvedConnection,
): AsyncIterable<ChatChunk> {
  const { request, facts, target, signal } = ask
  const { provider, client, connection } = await providerConnection(resolved, fetch, onSecret)
  const host = hostOf(connection.baseUrl)
  await services.check({ provider, model: target.model, host, region: regionOf(connection.fields) })
  const planned = costMicros({
    provider,
    host,
    model: target.model,
    inputTokens: facts.tokens,
    outputTokens: request.maxOutputTokens ?? ASSUMED_OUTPUT_TOKENS,
  })
  const admission = await services.admit(planned)
  const meter = new CallMeter()
  const { cache: _cache, nodeId: _nodeId, dataKinds: _kinds, ...call } = request
  const from = { provider, host, model: target.model, label: `${target.connection}/${target.model}` }
  try {
    const chunks = client.chat(connection, { ...call, model: target.model, signal })
    const onLeft = meter.left.bind(meter)
    for await (const chunk of withUsage(chunks, { from, messages: request.messages, onLeft })) {
      meter.see(chunk)
      yield chunk
    }
    meter.end('ok')
  } catch (error) {
    meter.fail(error, signal)
    throw error
  } finally {
    // Also when the reader left: what was used up to then is known to the ledger.
    const record = meter.record()
    services.record({
      ...record,
      nodeId: request.nodeId ?? null,
      ability: 'chat',
      connectionId: target.connection,
      provider,
      host,
      model: target.model,
      routeId: ask.routeId,
      attempt: ask.attempt,
      savedMicros: 0,
      sentCharacters: facts.characters,
      dataKinds: facts.dataKinds,
    })
    await admission.settle(record.costMicros)
  }
}

/** Under the names that providers' forms use for it. */
export function regionOf(fields: Readonly<Record<string, string>>): string | null {
  return fields.region ?? fields.location ?? null
}

/** Refused before a word was said: by the key itself, or for having asked too often with it. */
export function isRefusedKey(error: unknown): error is AppError {
  return (
    AppError.isInstance(error) && !error.isFinal && ['MODEL_UNAUTHORIZED', 'MODEL_RATE_LIMITED'].includes(error.code)
  )
}
