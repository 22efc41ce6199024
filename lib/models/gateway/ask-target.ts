import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ChatReader, ChatRequest, ModelRef } from '@/lib/engine/ports'
import { hostOf } from '@/lib/providers/get-json'
import { regionOf } from '@/lib/providers/region-of'
import { tellChunks } from '@/lib/providers/tell-chunks'
import { costMicros } from '../prices'
import { providerConnection, type ResolvedConnection } from '../provider-connection'
import { type ReadAnswer, type WholeCall, withUsage } from '../with-usage'
import { CallMeter } from './call-meter'
import type { CallAdmission, GatewayServices } from './gateway-services'
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
export async function askTarget(dependencies: AskDependencies, ask: Ask, tell: ChatReader): Promise<void> {
  const { target, signal } = ask
  const connection = await dependencies.resolveConnection(target.connection)
  const leave = await dependencies.services.enter(target.connection, connection.limits ?? null, signal)
  try {
    const keys = connection.keys ?? (connection.apiKey === null ? [] : [connection.apiKey])
    if (keys.length > 1) await askWithKeys(dependencies, ask, { connection, keys }, tell)
    else await askWithKey(dependencies, ask, { connection, apiKey: keys[0] ?? null }, tell)
  } finally {
    leave()
  }
}

async function askWithKeys(
  dependencies: AskDependencies,
  ask: Ask,
  { connection, keys }: { connection: ResolvedConnection; keys: readonly string[] },
  tell: ChatReader,
): Promise<void> {
  const { target } = ask
  const order = keyRotation().order(target.connection, keys.length)
  for (const [turn, index] of order.entries()) {
    try {
      return await askWithKey(dependencies, ask, { connection, apiKey: keys[index] ?? null }, tell)
    } catch (error) {
      const isLast = turn === order.length - 1
      if (isLast || !isRefusedKey(error)) throw error
      keyRotation().rest(target.connection, index, error.retryAfterSeconds)
      const message = `Key ${index + 1} of ${keys.length} was refused (${error.code}); another one is tried.`
      tell({ type: 'decision', decision: { kind: 'key', message, model: `${target.connection}/${target.model}` } })
    }
  }
}

async function askWithKey(
  dependencies: AskDependencies,
  ask: Ask,
  { connection, apiKey }: { connection: ResolvedConnection; apiKey: string | null },
  tell: ChatReader,
): Promise<void> {
  const meter = new CallMeter()
  let admitted: Admitted | null = null
  try {
    admitted = await admit(dependencies, ask, { ...connection, apiKey })
    const { read, from, whole } = admitted
    if (whole) meter.expectWhole()
    await withUsage(read, { from, messages: ask.request.messages, whole }, (chunk) => {
      meter.see(chunk)
      tell(chunk)
    })
    meter.end('ok')
  } catch (error) {
    meter.fail(error, ask.signal)
    throw error
  } finally {
    // Also when the reader left: what was used up to then is known to the ledger.
    if (admitted) await account(dependencies, ask, { admitted, measured: meter.record() })
  }
}

interface Admitted {
  from: { provider: string; host: string; model: string; label: string }
  admission: CallAdmission
  /** null: the answer is streamed. */
  whole: WholeCall | null
  /** Begins the call. */
  read: ReadAnswer
}

/** All that stands before a call. @throws AppError */
async function admit(
  { services, fetch, onSecret }: AskDependencies,
  { request, facts, target, signal }: Ask,
  resolved: ResolvedConnection,
): Promise<Admitted> {
  const { provider, client, connection } = await providerConnection(resolved, fetch, onSecret)
  const { model } = target
  const host = hostOf(connection.baseUrl)
  await services.check({ provider, model, host, region: regionOf({ provider, ...connection }) })
  const outputTokens = request.maxOutputTokens ?? ASSUMED_OUTPUT_TOKENS
  const admission = await services.admit(costMicros({ provider, host, model, inputTokens: facts.tokens, outputTokens }))
  const { cache: _cache, nodeId: _nodeId, dataKinds: _kinds, stream, ...asked } = request
  const call = { ...asked, model, signal }
  const complete = stream === false ? client.completer?.(connection) : null
  const whole: WholeCall = { signal, isSent: false }
  const onAsk = () => {
    whole.isSent = false
  }
  const onSent = () => {
    whole.isSent = true
  }
  return {
    from: { provider, host, model, label: `${target.connection}/${model}` },
    admission,
    whole: complete ? whole : null,
    read: (hear) =>
      complete ? complete({ ...call, onAsk, onSent }, hear) : tellChunks(client.chat(connection, call), hear),
  }
}

async function account(
  { services }: AskDependencies,
  { request, facts, target, routeId, attempt }: Ask,
  { admitted, measured }: { admitted: Admitted; measured: ReturnType<CallMeter['record']> },
): Promise<void> {
  const { provider, host, model } = admitted.from
  services.record({
    ...measured,
    nodeId: request.nodeId ?? null,
    ability: 'chat',
    connectionId: target.connection,
    provider,
    host,
    model,
    routeId,
    attempt,
    savedMicros: 0,
    sentCharacters: facts.characters,
    dataKinds: facts.dataKinds,
  })
  await admitted.admission.settle(measured.costMicros)
}

/** Refused before a word was said: by the key itself, or for having asked too often with it. */
export function isRefusedKey(error: unknown): error is AppError {
  return (
    AppError.isInstance(error) && !error.isFinal && ['MODEL_UNAUTHORIZED', 'MODEL_RATE_LIMITED'].includes(error.code)
  )
}
