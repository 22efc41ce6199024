import 'server-only'
import type { PublicUsage } from '@/lib/contracts/public'
import type { AppError, ErrorCode } from '@/lib/core/app-error'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import { flawOf } from '../shared/requests/body-issue'
import { toPublicError } from '../shared/responses/public-error'
import type { WaitingRun } from '../shared/responses/waiting-answer'
import type { CompletionAnnotation } from './completion-annotations'

/** Common fields of all chunks and answers of a completion. */
export interface CompletionHead {
  id: string
  created: number
  model: string
}

export const toModel = (app: PublishedApp) => ({
  id: app.slug,
  object: 'model' as const,
  created: Math.floor(Date.parse(app.updatedAt) / 1000),
  owned_by: 'patchbay',
})

export function toUsage(usage: PublicUsage) {
  return {
    prompt_tokens: usage.inputTokens,
    completion_tokens: usage.outputTokens,
    total_tokens: usage.inputTokens + usage.outputTokens,
  }
}

export type FinishReason = 'stop' | 'length' | 'content_filter'

export interface CompletionAnswer {
  content: string
  usage: PublicUsage
  finish?: FinishReason | undefined
  /** Citations of the answer; without any the field is absent. */
  annotations?: readonly CompletionAnnotation[]
  reasoning?: string | undefined
  /** Set while the run waits for a person. */
  patchbay?: WaitingRun['patchbay']
}

export function toCompletion({ id, created, model }: CompletionHead, answer: CompletionAnswer) {
  const { content, usage, finish = 'stop', annotations = [], patchbay, reasoning } = answer
  const message = {
    role: 'assistant' as const,
    content,
    refusal: null,
    ...(annotations.length === 0 ? {} : { annotations }),
    ...(reasoning === undefined ? {} : { reasoning_content: reasoning }),
  }
  return {
    id,
    object: 'chat.completion' as const,
    created,
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finish }],
    usage: toUsage(usage),
    ...(patchbay ? { patchbay } : {}),
  }
}

export interface ChunkPart {
  delta?: {
    role?: 'assistant'
    content?: string
    reasoning_content?: string
    annotations?: readonly CompletionAnnotation[]
  }
  finish?: FinishReason
  /** Absent unless the client requests usage; null until it is known. */
  usage?: ReturnType<typeof toUsage> | null
  patchbay?: WaitingRun['patchbay']
}

export function toChunk({ id, created, model }: CompletionHead, part: ChunkPart) {
  const choice = { index: 0, delta: part.delta ?? {}, logprobs: null, finish_reason: part.finish ?? null }
  return {
    id,
    object: 'chat.completion.chunk' as const,
    created,
    model,
    choices: part.usage ? [] : [choice],
    ...(part.usage === undefined ? {} : { usage: part.usage }),
    ...(part.patchbay ? { patchbay: part.patchbay } : {}),
  }
}

const TYPES: Partial<Record<ErrorCode, { type: string; code: string }>> = {
  UNAUTHENTICATED: { type: 'invalid_request_error', code: 'invalid_api_key' },
  METHOD_NOT_ALLOWED: { type: 'invalid_request_error', code: 'method_not_supported' },
  NOT_FOUND: { type: 'invalid_request_error', code: 'model_not_found' },
  RATE_LIMITED: { type: 'rate_limit_error', code: 'rate_limit_exceeded' },
  BUDGET_EXCEEDED: { type: 'insufficient_quota', code: 'insufficient_quota' },
  INVALID_INPUT: { type: 'invalid_request_error', code: 'invalid_request' },
  INVALID_JSON: { type: 'invalid_request_error', code: 'invalid_json' },
  TOO_LARGE: { type: 'invalid_request_error', code: 'request_too_large' },
  UNSUPPORTED_MEDIA_TYPE: { type: 'invalid_request_error', code: 'unsupported_media_type' },
  FORBIDDEN: { type: 'invalid_request_error', code: 'forbidden' },
  CONFLICT: { type: 'invalid_request_error', code: 'conflict' },
}

type Failed = Pick<AppError, 'code' | 'message'> & Partial<Pick<AppError, 'details'>>

/** OpenAI's error format. */
export function toOpenAiError(error: Failed, requestId: string) {
  const { code, message } = toPublicError(error, requestId)
  const { type, code: name } = TYPES[code] ?? { type: 'server_error', code: code.toLowerCase() }
  const flaw = flawOf(error.details)
  const errorCode = flaw?.code === undefined ? name : flaw.code
  const text = `${flaw?.message ?? message} (request ${requestId})`
  return { error: { message: text, type, param: flaw?.at ?? null, code: errorCode } }
}

/** For resources other than models: clients interpret the usual code of a missing one as a misspelled model name. */
export const toOpenAiMissing = (error: Failed, requestId: string) => withoutModel(error, requestId, null)

/** OpenAI's error for an unknown route. */
export function toOpenAiUnknown(failed: Failed, requestId: string) {
  const { error } = withoutModel(failed, requestId, 'unknown_url')
  return {
    error: failed.code === 'NOT_FOUND' ? { ...error, message: `${UNKNOWN_ROUTE} (request ${requestId})` } : error,
  }
}

const UNKNOWN_ROUTE =
  'Unknown route. Available under /api/openai/v1: chat/completions, responses, conversations, embeddings, models and files.'

function withoutModel(failed: Failed, requestId: string, code: string | null) {
  const { error } = toOpenAiError(failed, requestId)
  return { error: failed.code === 'NOT_FOUND' ? { ...error, code } : error }
}
