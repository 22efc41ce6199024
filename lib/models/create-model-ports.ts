import 'server-only'
import type { Degradation } from '@/lib/contracts/budgets'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import type { ChatChunk, ChatReader, ChatRequest, ModelRef } from '@/lib/engine/model-requests'
import type { EnginePorts } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { callRoute } from './gateway/call-route'
import { callTarget } from './gateway/call-target'
import { decisionOf } from './gateway/decision-of'
import type { GatewayServices, NamedRoute } from './gateway/gateway-services'
import { ReaderLeft, untilLeft } from './gateway/reader-left'
import { type RequestFacts, requestFacts } from './gateway/request-facts'
import { resolveTarget } from './gateway/resolve-target'
import { withCache } from './gateway/with-cache'
import type { OperationDependencies } from './operations/call-operation-target'
import { embedWith } from './operations/embed-with'
import { makeImage, speak, transcribe } from './operations/make-media'
import { rerankTexts } from './operations/rerank-texts'
import type { ResolvedConnection } from './provider-connection'

type ModelPorts = EnginePorts['models']

export interface ModelPortsOptions {
  /** Scoped to the run's workspace. @throws CREDENTIAL_MISSING when the connection does not exist or was deleted. */
  resolveConnection(id: string): ResolvedConnection | Promise<ResolvedConnection>
  /** Default language model of the workspace, or null. */
  defaultChat(): Promise<ModelRef | null>
  /** Functions that work without an external service. */
  builtin: Pick<ModelPorts, 'embed' | 'answerFromPassages' | 'classify' | 'predict'>
  /** Routes, budgets, policy, limits, cache and ledger for one caller. */
  gateway: GatewayServices
  /** Identifies the caller for sticky routing: a conversation, an end user or a run. */
  stickyKey: string
  /** Whether to stream unless the request overrides it; true by default. */
  stream?: boolean
  /** Egress-checked fetch of the workspace. */
  fetch: EgressFetch
  /** Called with each secret derived from a connection's key, for redaction. */
  onSecret?: (secret: string) => void
}

export const BUILTIN_CHAT: ModelRef = { connection: 'builtin', model: 'extractive' }

/** The engine's `models` port over the connections of a workspace. Every model call passes through its gateway. */
export function createModelPorts(options: ModelPortsOptions): ModelPorts {
  const {
    resolveConnection,
    defaultChat,
    builtin,
    gateway: services,
    stickyKey,
    stream = true,
    fetch,
    onSecret,
  } = options
  const dependencies: OperationDependencies = { services, resolveConnection, fetch, onSecret, stickyKey }
  const resolve = (model: ModelRef): ModelRef | Promise<ModelRef> => {
    if (model.connection === 'builtin') return BUILTIN_CHAT
    return model.connection === 'auto' ? defaultChat().then((found) => found ?? BUILTIN_CHAT) : model
  }
  const send = async (request: ChatRequest, facts: RequestFacts, emit: ChatReader): Promise<void> => {
    const { model, signal } = request
    if (model.connection === 'route') {
      const route = await services.route(model.model)
      rejectOtherAbility(route)
      return callRoute(dependencies, { request, facts, route, stickyKey }, emit)
    }
    const target = await resolveTarget(services, model, stickyKey, emit)
    return callTarget(dependencies, { request, facts, target, routeId: null, attempt: 1, signal }, emit)
  }
  const chat = async (chatRequest: ChatRequest, emit: ChatReader): Promise<void> => {
    const degradation = await services.degradation()
    const request = degradation ? cheaper(chatRequest, degradation) : chatRequest
    const model = await resolve(request.model)
    if (model.connection === 'builtin') throw noLanguageModel()
    if (degradation) emit(saving(degradation))
    const final = { ...request, model, stream: request.stream ?? stream }
    const facts = requestFacts(final)
    if (!final.cache) return send(final, facts, emit)
    const embed = async (text: string, signal: AbortSignal) =>
      (await builtin.embed({ texts: [text], signal }))[0] ?? null
    const cached = { request: final, cache: final.cache, facts, services, embed }
    return withCache({ ...cached, send: (emit) => send(final, facts, emit) }, emit)
  }
  return {
    ...builtin,
    resolve,
    embedWith: (request) => embedWith(dependencies, request, builtin.embed),
    rerank: (request) => rerankTexts(dependencies, request, builtin.embed),
    transcribe: (request) => transcribe(dependencies, request),
    speak: (request) => speak(dependencies, request),
    makeImage: (request) => makeImage(dependencies, request),
    chat: async (request, reader) => {
      try {
        await chat(request, untilLeft(reader))
      } catch (failure) {
        throw failure instanceof ReaderLeft ? failure.cause : failure
      }
    },
  }
}

function cheaper(request: ChatRequest, { model, maxOutputTokens }: Degradation): ChatRequest {
  return {
    ...request,
    ...(model ? { model } : {}),
    ...(maxOutputTokens === undefined
      ? {}
      : { maxOutputTokens: Math.min(maxOutputTokens, request.maxOutputTokens ?? maxOutputTokens) }),
  }
}

function saving({ model, maxOutputTokens, maxPassages }: Degradation): ChatChunk {
  const limits = [
    ...(model ? [problem('decisions.budgetModel', { model: model.model })] : []),
    ...(maxOutputTokens === undefined ? [] : [problem('decisions.budgetTokens', { count: maxOutputTokens })]),
    ...(maxPassages === undefined ? [] : [problem('decisions.budgetPassages', { count: maxPassages })]),
  ]
  return { type: 'decision', decision: decisionOf('budget', problem('decisions.budgetLow', { limits })) }
}

/** @throws MODEL_MISSING */
function rejectOtherAbility({ name, policy }: NamedRoute): void {
  if ((policy.ability ?? 'chat') !== 'chat')
    throw new AppError('MODEL_MISSING', problem('models.routeNotForChat', { name }))
}

function noLanguageModel(): AppError {
  return new AppError('MODEL_MISSING', problem('models.noLanguageModel'))
}
