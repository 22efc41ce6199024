import 'server-only'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema, parseJson } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import type { ModelCall, ModelChunk, ProviderClient, ProviderConnection } from '../provider-client'
import { getJson, hostOf } from '../wires/http/get-json'
import { type ModelErrorContext, responseError, stoppedInTheMiddle, toModelError } from '../wires/http/model-error'
import { modelFetch } from '../wires/http/model-fetch'
import { readSse } from '../wires/http/read-sse'
import { halfCall } from '../wires/http/tool-call-collector'
import { embedWithGemini } from './embed'
import { toGeminiRequest } from './to-gemini-request'

const ModelList = z.object({
  models: z
    .array(
      z.object({
        name: z.string().max(200),
        displayName: z.string().max(200).optional(),
        supportedGenerationMethods: z.array(z.string()).default([]),
      }),
    )
    .max(10_000),
})

const Part = z.object({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  thoughtSignature: z.string().optional(),
  functionCall: z
    .object({ name: z.string(), args: JsonObjectSchema.default({}), id: z.string().optional() })
    .optional(),
})
type Part = z.infer<typeof Part>

const StreamEvent = z.object({
  candidates: z
    .array(
      z.object({
        content: z.object({ parts: z.array(Part).default([]) }).optional(),
        finishReason: z.string().optional(),
      }),
    )
    .default([]),
  usageMetadata: z
    .object({
      promptTokenCount: z.number().default(0),
      candidatesTokenCount: z.number().default(0),
      thoughtsTokenCount: z.number().default(0),
      cachedContentTokenCount: z.number().default(0),
    })
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
})

type FinishReason = Extract<ModelChunk, { type: 'finish' }>['reason']

// Implements the protocol directly: Google's SDK, also within LangChain, does not accept a `fetch`
// and would bypass the egress guard.
const client: ProviderClient = {
  // Nothing to load.
  async load() {},
  async *chat(connection, call) {
    const context = { host: hostOf(connection.baseUrl), model: call.model, signal: call.signal }
    let finish: FinishReason | null = null
    let usage: ModelChunk | null = null
    let hasCalls = false
    let hasStarted = false
    let isHalfCall = false
    try {
      for await (const text of readSse(await send(connection, call, context))) {
        const event = parseJson(StreamEvent, text)
        hasStarted = true
        isHalfCall ||= event.candidates[0]?.finishReason === 'MALFORMED_FUNCTION_CALL'
        for (const part of event.candidates[0]?.content?.parts ?? []) {
          hasCalls ||= part.functionCall !== undefined
          yield* toChunks(part)
        }
        finish = finishReasonOf(event) ?? finish
        usage = usageOf(event) ?? usage
      }
    } catch (failure) {
      throw readFailure(failure, { ...context, hasStarted })
    }
    if (usage) yield usage
    if (isHalfCall) throw halfCall('')
    if (finish === null) throw stoppedInTheMiddle(context.host)
    yield { type: 'finish', reason: hasCalls ? 'tool-calls' : finish }
  },
  async listModels({ baseUrl, apiKey, fetch }, signal) {
    const headers = { 'x-goog-api-key': apiKey ?? '' }
    const { models } = await getJson(ModelList, { url: `${baseUrl}/models?pageSize=1000`, headers, fetch, signal })
    return models
      .filter((model) => model.supportedGenerationMethods.some((method) => /^(generate|embed)Content$/.test(method)))
      .map(({ name, displayName, supportedGenerationMethods: methods }) => {
        const id = name.replace(/^models\//, '')
        return { id, label: displayName ?? id, ability: methods.includes('generateContent') ? 'chat' : 'embed' }
      })
  },
  embed: embedWithGemini,
}

export default client

async function send(
  { baseUrl, apiKey, fetch }: ProviderConnection,
  call: ModelCall,
  context: ModelErrorContext,
): Promise<ReadableStream<Uint8Array>> {
  const model = encodeURIComponent(call.model.replace(/^models\//, ''))
  const send = modelFetch(fetch, call.signal, { onSent: call.onSent })
  const response = await send(`${baseUrl}/models/${model}:streamGenerateContent?alt=sse`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-goog-api-key': apiKey ?? '' },
    body: JSON.stringify(toGeminiRequest(call)),
  })
  if (!response.ok) throw await responseError(response, context)
  if (!response.body) throw new AppError('MODEL_FAILED', problem('providers.emptyAnswer', { host: context.host }))
  return response.body
}

function* toChunks({ text, thought, thoughtSignature, functionCall }: Part): Iterable<ModelChunk> {
  if (text !== undefined && text !== '') yield { type: thought ? 'reasoning' : 'text', text }
  if (!functionCall) return
  const call = { id: functionCall.id ?? `call_${randomUUID()}`, name: functionCall.name, arguments: functionCall.args }
  yield { type: 'tool-call', call: thoughtSignature === undefined ? call : { ...call, signature: thoughtSignature } }
}

function finishReasonOf({ candidates, promptFeedback }: z.infer<typeof StreamEvent>): FinishReason | null {
  if (promptFeedback?.blockReason !== undefined) return 'filter'
  const reason = candidates[0]?.finishReason
  if (reason === undefined) return null
  if (reason === 'STOP') return 'stop'
  if (reason === 'MAX_TOKENS') return 'length'
  return /SAFETY|BLOCK|PROHIBITED|RECITATION|SPII/.test(reason) ? 'filter' : 'other'
}

function usageOf({ usageMetadata }: z.infer<typeof StreamEvent>): ModelChunk | null {
  if (!usageMetadata) return null
  const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount, cachedContentTokenCount: cached } = usageMetadata
  return {
    type: 'usage',
    inputTokens: promptTokenCount,
    outputTokens: candidatesTokenCount + thoughtsTokenCount,
    ...(cached > 0 ? { cachedInputTokens: cached } : {}),
  }
}

/** An invalid event is a failure of the service, not of the user. */
function readFailure(failure: unknown, context: ModelErrorContext): AppError {
  const isUnreadable =
    AppError.isInstance(failure) && (failure.code === 'INVALID_JSON' || failure.details !== undefined)
  if (!isUnreadable || failure.code === 'EGRESS_BLOCKED') return toModelError(failure, context)
  return new AppError('MODEL_FAILED', problem('providers.answerUnreadable', { host: context.host }), {
    cause: failure,
    isFinal: true,
  })
}
