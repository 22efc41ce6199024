import 'server-only'
import type { RouteTimeouts } from '@/lib/contracts/route-timeouts'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ChatReader, ChatRequest, ModelRef } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'
import type { ModelCall } from '@/lib/providers/provider-client'
import { regionOf } from '@/lib/providers/region-of'
import { emitChunks } from '@/lib/providers/wires/http/emit-chunks'
import { hostOf } from '@/lib/providers/wires/http/get-json'
import { costMicros } from '../prices'
import { providerConnection, type ResolvedConnection } from '../provider-connection'
import { type ReadAnswer, type Sending, withUsage } from '../with-usage'
import { CallMeter } from './call-meter'
import { CallTimeout } from './call-timeout'
import { decisionOf } from './decision-of'
import type { CallAdmission, GatewayServices } from './gateway-services'
import { keyRotation } from './key-rotation'
import type { RequestFacts } from './request-facts'

export interface CallDependencies {
  services: GatewayServices
  resolveConnection(id: string): ResolvedConnection | Promise<ResolvedConnection>
  fetch: EgressFetch
  /** Called with each secret that a client derives from a key, such as an access token. */
  onSecret?: ((secret: string) => void) | undefined
}

export interface TargetCall {
  request: ChatRequest
  facts: RequestFacts
  /** Connection id and model name. */
  target: ModelRef
  routeId: string | null
  /** Counts from 1 over all attempts of the request. */
  attempt: number
  /** Time for which the target may send nothing; set for routes. */
  timeouts?: RouteTimeouts
  signal: AbortSignal
}

/** Output assumed for the cost estimate when the step sets no limit. */
export const ASSUMED_OUTPUT_TOKENS = 1_024

/**
 * One call of one model: checks the workspace's policy, the connection's limits and the budgets,
 * rotates the keys, and records the call in the ledger whatever its outcome. @throws AppError
 */
export async function callTarget(dependencies: CallDependencies, call: TargetCall, emit: ChatReader): Promise<void> {
  const { target, signal } = call
  const resolving = dependencies.resolveConnection(target.connection)
  const connection = resolving instanceof Promise ? await resolving : resolving
  const entering = dependencies.services.enter(target.connection, connection.limits ?? null, signal)
  const leave = entering instanceof Promise ? await entering : entering
  try {
    const keys = connection.keys ?? (connection.apiKey === null ? [] : [connection.apiKey])
    if (keys.length > 1) await callWithKeys(dependencies, call, { connection, keys }, emit)
    else await callWithKey(dependencies, call, { connection, apiKey: keys[0] ?? null }, emit)
  } finally {
    leave()
  }
}

async function callWithKeys(
  dependencies: CallDependencies,
  call: TargetCall,
  { connection, keys }: { connection: ResolvedConnection; keys: readonly string[] },
  emit: ChatReader,
): Promise<void> {
  const { target } = call
  const order = keyRotation().order(target.connection, keys.length)
  for (const [turn, index] of order.entries()) {
    try {
      return await callWithKey(dependencies, call, { connection, apiKey: keys[index] ?? null }, emit)
    } catch (error) {
      const isLast = turn === order.length - 1
      if (isLast || !isRejectedKey(error)) throw error
      keyRotation().rest(target.connection, index, error.retryAfterSeconds)
      const attempt = { number: index + 1, count: keys.length, code: error.code }
      emit({ type: 'decision', decision: decisionOf('key', problem('decisions.keyRejected', attempt), target) })
    }
  }
}

async function callWithKey(
  dependencies: CallDependencies,
  call: TargetCall,
  { connection, apiKey }: { connection: ResolvedConnection; apiKey: string | null },
  emit: ChatReader,
): Promise<void> {
  const meter = new CallMeter()
  const { timeouts } = call
  const timeout = timeouts ? new CallTimeout(call.signal) : null
  let admitted: Admitted | null = null
  try {
    admitted = await admit(dependencies, timeout ? { ...call, signal: timeout.signal } : call, {
      ...connection,
      apiKey,
    })
    const { read, from, sending, isWhole } = admitted
    if (isWhole) meter.expectWhole()
    if (timeouts) timeout?.start(isWhole ? timeouts.answerMs : timeouts.firstTokenMs, isWhole ? 'answer' : 'token')
    await withUsage(read, { from, messages: call.request.messages, sending }, (chunk) => {
      timeout?.stop()
      meter.see(chunk)
      emit(chunk)
    })
    meter.end('ok')
  } catch (error) {
    const failure = timeout ? timeout.failureOf(error) : error
    meter.fail(failure, call.signal)
    throw failure
  } finally {
    timeout?.stop()
    // Also runs when the reader leaves: the ledger records the usage so far.
    if (admitted) {
      const settling = account(dependencies, call, { admitted, measured: meter.record() })
      if (settling) await settling
    }
  }
}

interface Admitted {
  from: { provider: string; host: string; model: string; label: string }
  admission: CallAdmission
  /** Maximum cost, as far as the step limits it; null if the price is unknown. */
  plannedMicros: number | null
  /** Whether the response is non-streaming. */
  isWhole: boolean
  sending: Sending
  /** Starts the call. */
  read: ReadAnswer
}

/** All checks before a call. @throws AppError */
async function admit(
  { services, fetch, onSecret }: CallDependencies,
  { request, facts, target, signal }: TargetCall,
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
  const onRequest = () => {
    sending.isSent = false
  }
  const onSent = () => {
    sending.isSent = true
  }
  const call = toCall(request, { model, signal, onRequest, onSent })
  return {
    from: { provider, host, model, label: `${target.connection}/${model}` },
    admission,
    plannedMicros,
    sending,
    isWhole: Boolean(complete),
    read: (emit) => (complete ? complete(call, emit) : emitChunks(client.chat(connection, call), emit)),
  }
}

/** Assigned field by field: spreading a request with omitted fields copies it through a slow dictionary. */
function toCall(
  { messages, tools, responseSchema, temperature, maxOutputTokens }: ChatRequest,
  { model, signal, onRequest, onSent }: Pick<ModelCall, 'model' | 'signal' | 'onRequest' | 'onSent'>,
): ModelCall {
  return { model, messages, tools, responseSchema, temperature, maxOutputTokens, signal, onRequest, onSent }
}

function account(
  { services }: CallDependencies,
  { request, facts, target, routeId, attempt }: TargetCall,
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
 * The amount that budgets count. If the caller cancels before the first token, the output is
 * unknown and the service may bill all of it. Counting the maximum keeps repeated cancellation from
 * bypassing a budget.
 */
function countedMicros(
  { signal }: ChatRequest,
  { plannedMicros }: Admitted,
  { costMicros: cost, estimated, outputTokens }: ReturnType<CallMeter['record']>,
): number | null {
  const isGivenUp = signal.aborted && estimated && outputTokens === 0
  return isGivenUp && cost !== null ? Math.max(cost, plannedMicros ?? 0) : cost
}

/** Whether the call was rejected before any output because of its key: invalid, or over its rate limit. */
export function isRejectedKey(error: unknown): error is AppError {
  return (
    AppError.isInstance(error) && !error.isFinal && ['MODEL_UNAUTHORIZED', 'MODEL_RATE_LIMITED'].includes(error.code)
  )
}
