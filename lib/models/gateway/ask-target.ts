import 'server-only'
import type { RouteTimeouts } from '@/lib/contracts/route-timeouts'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ChatReader, ChatRequest, ModelRef } from '@/lib/engine/ports'
import type { ModelCall } from '@/lib/providers/provider-client'
import { regionOf } from '@/lib/providers/region-of'
import { tellChunks } from '@/lib/providers/wires/http/emit-chunks'
import { hostOf } from '@/lib/providers/wires/http/get-json'
import { costMicros } from '../prices'
import { providerConnection, type ResolvedConnection } from '../provider-connection'
import { type ReadAnswer, type Sending, withUsage } from '../with-usage'
import { CallMeter } from './call-meter'
import { CallTimeout } from './call-timeout'
import type { CallAdmission, GatewayServices } from './gateway-services'
import { keyRotation } from './key-rotation'
import type { RequestFacts } from './request-facts'

export interface AskDependencies {
  services: GatewayServices
  resolveConnection(id: string): ResolvedConnection | Promise<ResolvedConnection>
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
  /** Of a route: how long the target may send nothing. */
  timeouts?: RouteTimeouts
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
  const resolving = dependencies.resolveConnection(target.connection)
  const connection = resolving instanceof Promise ? await resolving : resolving
  const entering = dependencies.services.enter(target.connection, connection.limits ?? null, signal)
  const leave = entering instanceof Promise ? await entering : entering
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
  const { timeouts } = ask
  const timeout = timeouts ? new CallTimeout(ask.signal) : null
  let admitted: Admitted | null = null
  try {
    admitted = await admit(dependencies, timeout ? { ...ask, signal: timeout.signal } : ask, { ...connection, apiKey })
    const { read, from, sending, isWhole } = admitted
    if (isWhole) meter.expectWhole()
    if (timeouts) timeout?.start(isWhole ? timeouts.answerMs : timeouts.firstTokenMs, isWhole ? 'answer' : 'token')
    await withUsage(read, { from, messages: ask.request.messages, sending }, (chunk) => {
      timeout?.stop()
      meter.see(chunk)
      tell(chunk)
    })
    meter.end('ok')
  } catch (error) {
    const failure = timeout ? timeout.failureOf(error) : error
    meter.fail(failure, ask.signal)
    throw failure
  } finally {
    timeout?.stop()
    // Also when the reader left: what was used up to then is known to the ledger.
    if (admitted) {
      const settling = account(dependencies, ask, { admitted, measured: meter.record() })
      if (settling) await settling
    }
  }
}

interface Admitted {
  from: { provider: string; host: string; model: string; label: string }
  admission: CallAdmission
  /** The most that it may cost, as far as the step says; null: its price is not known. */
  plannedMicros: number | null
  /** The answer comes in one piece. */
  isWhole: boolean
  sending: Sending
  /** Begins the call. */
  read: ReadAnswer
}

/** All that stands before a call. @throws AppError */
async function admit(
  { services, fetch, onSecret }: AskDependencies,
  { request, facts, target, signal }: Ask,
  resolved: ResolvedConnection,
): Promise<Admitted> {
  const opening = providerConnection(resolved, fetch, onSecret)
  const { provider, client, connection } = opening instanceof Promise ? await opening : opening
  const { model } = target
  const host = hostOf(connection.baseUrl)
  const region = regionOf({ provider, baseUrl: connection.baseUrl, fields: connection.fields })
  const checking = services.check({ provider, model, host, region })
  if (checking) await checking
  const outputTokens = request.maxOutputTokens ?? ASSUMED_OUTPUT_TOKENS
  const plannedMicros = costMicros({ provider, host, model, inputTokens: facts.tokens, outputTokens })
  const admitting = services.admit(plannedMicros)
  const admission = admitting instanceof Promise ? await admitting : admitting
  const complete = request.stream === false ? client.completer?.(connection) : null
  const sending: Sending = { signal, isSent: false }
  const onAsk = () => {
    sending.isSent = false
  }
  const onSent = () => {
    sending.isSent = true
  }
  const call = toCall(request, { model, signal, onAsk, onSent })
  return {
    from: { provider, host, model, label: `${target.connection}/${model}` },
    ...{ admission, plannedMicros, sending },
    isWhole: Boolean(complete),
    read: (hear) => (complete ? complete(call, hear) : tellChunks(client.chat(connection, call), hear)),
  }
}

/** Field by field: what is spread of a request with some of its fields left out is copied through a dictionary. */
function toCall(
  { messages, tools, responseSchema, temperature, maxOutputTokens }: ChatRequest,
  { model, signal, onAsk, onSent }: Pick<ModelCall, 'model' | 'signal' | 'onAsk' | 'onSent'>,
): ModelCall {
  return { model, messages, tools, responseSchema, temperature, maxOutputTokens, signal, onAsk, onSent }
}

function account(
  { services }: AskDependencies,
  { request, facts, target, routeId, attempt }: Ask,
  { admitted, measured }: { admitted: Admitted; measured: ReturnType<CallMeter['record']> },
): void | Promise<void> {
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
  return admitted.admission.settle(countedMicros(request, admitted, measured))
}

/**
 * What budgets count. Of a call that its caller gave up before a word came nobody knows what the model had written, and
 * the service may bill all of it: the most that it may have cost counts, so that no budget is passed by giving up again and again.
 */
function countedMicros(
  { signal }: ChatRequest,
  { plannedMicros }: Admitted,
  { costMicros, estimated, outputTokens }: ReturnType<CallMeter['record']>,
): number | null {
  const isGivenUp = signal.aborted && estimated && outputTokens === 0
  return isGivenUp && costMicros !== null ? Math.max(costMicros, plannedMicros ?? 0) : costMicros
}

/** Refused before a word was said: by the key itself, or for having asked too often with it. */
export function isRefusedKey(error: unknown): error is AppError {
  return (
    AppError.isInstance(error) && !error.isFinal && ['MODEL_UNAUTHORIZED', 'MODEL_RATE_LIMITED'].includes(error.code)
  )
}
