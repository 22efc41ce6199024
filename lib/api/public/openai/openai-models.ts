import 'server-only'
import type { TextResponse } from '@/lib/api/http/light-response'
import { type SseEvent, sseResponse } from '@/lib/api/http/sse'
import { MAX_API_TEXT } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { ChatChunk, ChatMessage } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'
import type { CallerKey } from '@/lib/runs/public/run-types'
import type { PublicModel } from '@/lib/runs/public/types'
import type { PublicApi } from '../public-api'
import { type ApiCall, jsonResponse } from '../public-handler'
import { leasedByKey } from '../shared/access/key-lease'
import { findKeyedModel } from '../shared/access/keyed-app'
import { asAppError } from '../shared/responses/public-error'
import { type OpenAiRequest, toMessages } from './openai-request'
import { type CompletionHead, type FinishReason, toChunk, toCompletion, toOpenAiError, toUsage } from './openai-shapes'

/** Tuned models are called `models/<name>`: app addresses have no slash, so they cannot be confused. */
const PREFIX = 'models/'

export const isTrainedModel = (model: string): boolean => model.startsWith(PREFIX)

export const toTrainedModel = ({ name, updatedAt }: PublicModel) => ({
  id: `${PREFIX}${name}`,
  object: 'model' as const,
  created: Math.floor(Date.parse(updatedAt) / 1000),
  owned_by: 'patchbay',
})

/** @throws AppError NOT_FOUND, or INVALID_INPUT for a classifier, which cannot chat */
export async function findTunedModel(api: PublicApi, key: CallerKey, model: string): Promise<PublicModel> {
  const found = await findKeyedModel(api, key, model.slice(PREFIX.length))
  if (found.kind !== 'chat')
    throw new AppError('INVALID_INPUT', problem('openai.classifierNotChat', { name: found.name }))
  return found
}

/** Answers with a tuned model directly, without an app. */
export async function completeWithModel(
  api: PublicApi,
  call: ApiCall,
  { key, body }: { key: CallerKey; body: OpenAiRequest },
): Promise<TextResponse> {
  const model = await findTunedModel(api, key, body.model)
  const messages = toMessages(body)
  checkLengths(messages)
  const release = await api.limiter.runs.enter(`model:${model.modelId}`)
  const controller = new AbortController()
  const chunks = api.backend.chat({
    key,
    model,
    messages,
    endUser: body.user ?? null,
    ...settingsOf(body),
    stream: body.stream ?? false,
    signal: AbortSignal.any([call.request.signal, controller.signal]),
  })
  const head = { id: `chatcmpl-${newId()}`, created: Math.floor(Date.now() / 1000), model: body.model }
  if (!body.stream) return answer(chunks, head).finally(release)
  const includeUsage = body.stream_options?.include_usage ?? false
  const onEnd = () => {
    release()
    controller.abort()
  }
  return sseResponse(eventsOf(chunks, head, includeUsage), {
    ...leasedByKey(call, onEnd),
    onError: (error) => {
      api.logFailure(error, { requestId: call.requestId, path: call.path })
      return { data: toOpenAiError(asAppError(error), call.requestId) }
    },
  })
}

function settingsOf({ temperature, max_tokens, max_completion_tokens }: OpenAiRequest) {
  const maxTokens = max_completion_tokens ?? max_tokens ?? null
  return {
    ...(typeof temperature === 'number' ? { temperature: Math.min(2, Math.max(0, temperature)) } : {}),
    ...(maxTokens === null ? {} : { maxOutputTokens: Math.max(1, Math.floor(maxTokens)) }),
  }
}

function checkLengths(messages: readonly ChatMessage[]): void {
  if (!messages.some(({ role }) => role === 'user'))
    throw new AppError('INVALID_INPUT', problem('openai.userMessageMissing'))
  if (messages.some(({ content }) => content.length > MAX_API_TEXT))
    throw new AppError('TOO_LARGE', problem('publicApi.messageTooLong', { max: MAX_API_TEXT }))
}

const NO_USAGE = { inputTokens: 0, outputTokens: 0, estimated: false }

async function answer(chunks: AsyncIterable<ChatChunk>, head: CompletionHead): Promise<TextResponse> {
  let text = ''
  let usage = NO_USAGE
  let finish: FinishReason = 'stop'
  for await (const chunk of chunks) {
    if (chunk.type === 'finish') finish = toFinish(chunk.reason)
    if (chunk.type === 'text') text += chunk.text
    if (chunk.type === 'restart') text = ''
    if (chunk.type === 'usage') usage = chunk.usage
  }
  return jsonResponse(toCompletion(head, { content: text, usage, finish }))
}

async function* eventsOf(
  chunks: AsyncIterable<ChatChunk>,
  head: CompletionHead,
  includeUsage: boolean,
): AsyncGenerator<SseEvent> {
  const nullUsage = includeUsage ? { usage: null } : {}
  let usage = NO_USAGE
  let hasText = false
  let finish: FinishReason = 'stop'
  yield { data: toChunk(head, { delta: { role: 'assistant', content: '' }, ...nullUsage }) }
  for await (const chunk of chunks) {
    if (chunk.type === 'finish') finish = toFinish(chunk.reason)
    if (chunk.type === 'text') {
      hasText ||= chunk.text !== ''
      yield { data: toChunk(head, { delta: { content: chunk.text }, ...nullUsage }) }
    }
    // OpenAI's stream cannot retract text, and an answer must not mix the text of two models.
    if (chunk.type === 'restart' && hasText) throw stoppedMidAnswer()
    if (chunk.type === 'usage') usage = chunk.usage
  }
  yield { data: toChunk(head, { finish, ...nullUsage }) }
  if (includeUsage) yield { data: toChunk(head, { usage: toUsage(usage) }) }
  yield { data: '[DONE]' }
}

/** Tool calls cannot occur, because the request offers no tools. */
function toFinish(reason: Extract<ChatChunk, { type: 'finish' }>['reason']): FinishReason {
  if (reason === 'length') return 'length'
  return reason === 'filter' ? 'content_filter' : 'stop'
}

const stoppedMidAnswer = () => new AppError('MODEL_FAILED', problem('models.stoppedMidAnswer'))
