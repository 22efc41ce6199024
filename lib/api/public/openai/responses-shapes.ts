import 'server-only'
import type { PublicCitation, PublicError, PublicRun } from '@/lib/contracts/public'
import { secondsOfId } from '@/lib/core/new-id'
import type { StoredPublicRun } from '@/lib/runs/public/run-types'
import { answerText } from '../shared/responses/answer-deltas'
import { toPublicError } from '../shared/responses/public-error'
import type { WaitingRun } from '../shared/responses/waiting-answer'
import { toResponseId } from './responses-request'

export interface ResponseHead {
  runId: string
  /** The app's address. */
  model: string
  note: StoredPublicRun['note']
  user: string | null
}

export const toMessageId = (runId: string): string => `msg_${runId}`

/** A run as OpenAI's response. */
export function toResponse(head: ResponseHead, run: Omit<PublicRun, 'runId' | 'version'>) {
  const isCut = run.finishReason === 'length'
  const message = { text: answerText(run), citations: run.citations, isCut }
  const reasoning = run.reasoning === undefined ? [] : [toReasoning(head.runId, run.reasoning)]
  const output = run.status === 'succeeded' ? [toMessage(head.runId, message), ...reasoning] : []
  return {
    ...frameOf(head),
    status: isCut ? ('incomplete' as const) : STATUS[run.status],
    incomplete_details: isCut ? { reason: 'max_output_tokens' as const } : null,
    error: toResponseError(run.error),
    output,
    usage: usageOf(run),
  }
}

/** A response whose run waits for a person: it is retrieved by its id until it is completed. */
export function toWaitingResponse(
  head: ResponseHead,
  status: 'in_progress' | 'incomplete',
  { text, patchbay }: WaitingRun,
) {
  const details = status === 'incomplete' ? { reason: 'approval_required' } : null
  const output = [toMessage(head.runId, { text, citations: [], isCut: true })]
  return {
    ...frameOf(head),
    background: true,
    status,
    error: null,
    incomplete_details: details,
    output,
    usage: null,
    patchbay,
  }
}

/** A response that has just started. */
export function toStartedResponse(head: ResponseHead, status: 'queued' | 'in_progress') {
  return { ...frameOf(head), status, error: null, output: [], usage: null }
}

/** Common fields of all responses; settings belong to the app, so they are empty. */
function frameOf({ runId, model, note, user }: ResponseHead) {
  return {
    id: toResponseId(runId),
    object: 'response' as const,
    created_at: secondsOfId(runId),
    background: note.background ?? false,
    conversation: note.conversationId === undefined ? null : { id: note.conversationId },
    incomplete_details: null,
    instructions: null,
    max_output_tokens: null,
    metadata: note.metadata ?? {},
    model,
    parallel_tool_calls: false,
    previous_response_id: note.previousRunId === undefined ? null : toResponseId(note.previousRunId),
    store: true,
    temperature: null,
    text: { format: { type: 'text' as const } },
    tool_choice: 'auto' as const,
    tools: [],
    top_p: null,
    truncation: 'disabled' as const,
    user,
  }
}

const STATUS = {
  queued: 'queued',
  running: 'in_progress',
  // It waits for a person and then continues.
  paused: 'in_progress',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<PublicRun['status'], string>

export interface MessageText {
  text: string
  citations: readonly PublicCitation[]
  /** Truncated. */
  isCut?: boolean
}

export function toMessage(runId: string, { text, citations, isCut = false }: MessageText) {
  return {
    id: toMessageId(runId),
    type: 'message' as const,
    role: 'assistant' as const,
    status: isCut ? ('incomplete' as const) : ('completed' as const),
    content: [toTextPart(text, toAnnotations(text, citations))],
  }
}

/** Reasoning follows the message, as in the stream, which opens the message before any reasoning is known. */
export const toReasoning = (runId: string, text: string) => ({
  id: `rs_${runId}`,
  type: 'reasoning' as const,
  status: 'completed' as const,
  summary: [{ type: 'summary_text' as const, text }],
})

export const toTextPart = (text: string, annotations: Annotation[]) => ({
  type: 'output_text' as const,
  text,
  annotations,
  logprobs: [],
})

export type Annotation = ReturnType<typeof toAnnotations>[number]

/** Passages cited by the answer; `index` is the position of their number. */
export function toAnnotations(text: string, citations: readonly PublicCitation[]) {
  return citations.map(({ number, chunkId, documentName }) => ({
    type: 'file_citation' as const,
    file_id: chunkId,
    filename: documentName,
    index: Math.max(0, text.indexOf(`[${number}]`)),
  }))
}

function toResponseError(failed: PublicError | null) {
  if (!failed) return null
  const { code, message, requestId } = toPublicError(failed, failed.requestId)
  const codes: Record<string, string> = { RATE_LIMITED: 'rate_limit_exceeded', INVALID_INPUT: 'invalid_prompt' }
  return { code: codes[code] ?? 'server_error', message: `${message} (request ${requestId})` }
}

function usageOf({ status, usage }: Pick<PublicRun, 'status' | 'usage'>) {
  if (status !== 'succeeded') return null
  return {
    input_tokens: usage.inputTokens,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: usage.outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: usage.inputTokens + usage.outputTokens,
  }
}
