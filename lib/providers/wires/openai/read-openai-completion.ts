import 'server-only'
import { parseValue, readJson } from '@/lib/core/json'
import type { StreamedResponse } from '@/lib/egress/stream-call'
import type { ModelChunk, OnChunk } from '../../provider-client'
import { emitChunks } from '../http/emit-chunks'
import { toFinishReason } from '../http/finish-reason'
import { bodyError, type ModelErrorContext } from '../http/model-error'
import { signReasoning } from '../http/reasoning-signature'
import { streamFailure, unreadableAnswer } from '../http/stream-failure'
import { createToolCallCollector } from '../http/tool-call-collector'
import { createUsageCounter } from '../http/usage-counter'
import { OpenAiCompletion, plainCompletionOf, tokensOf } from './openai-chunk'
import { readOpenAiStream } from './read-openai-stream'

const PIECE_BYTES = 256 * 1024

/**
 * Reads a non-streaming chat completion and emits the same chunks as its stream would, usage first,
 * then the complete text. @throws AppError MODEL_*
 */
export async function readOpenAiCompletion(
  answer: Pick<StreamedResponse, 'bytes'>,
  context: ModelErrorContext,
  options: { keepsReasoning: boolean },
  emit: OnChunk,
): Promise<void> {
  const bytes = await readAnswer(answer, context)
  // Some servers stream although a non-streaming response was requested.
  const open = async () => ({ body: piecesOf(bytes) })
  if (isEventStream(bytes)) await emitChunks(readOpenAiStream(open, context, options), emit)
  else emitCompletion(parse(bytes, context), options, emit)
}

async function readAnswer(answer: Pick<StreamedResponse, 'bytes'>, context: ModelErrorContext): Promise<Buffer> {
  let bytes: Buffer
  try {
    bytes = await answer.bytes()
  } catch (failure) {
    throw streamFailure(failure, context)
  }
  if (context.signal.aborted) throw streamFailure(context.signal.reason, context)
  return bytes
}

const isEventStream = (bytes: Buffer): boolean => /^\s*(?:data|event|id|retry)?:/.test(bytes.toString('latin1', 0, 64))

/** In network-sized pieces: an event reader limits what it buffers at a time. */
async function* piecesOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let index = 0; index < bytes.byteLength; index += PIECE_BYTES) yield bytes.subarray(index, index + PIECE_BYTES)
}

function parse(bytes: Buffer, context: ModelErrorContext): OpenAiCompletion {
  try {
    const value = readJson(bytes.toString())
    const completion = plainCompletionOf(value) ?? parseValue(OpenAiCompletion, value)
    if (completion.error) throw bodyError(completion.error, context)
    if (!completion.choices?.[0]) throw unreadableAnswer(context.host)
    return completion
  } catch (failure) {
    throw streamFailure(failure, context)
  }
}

function emitCompletion(
  completion: OpenAiCompletion,
  { keepsReasoning }: { keepsReasoning: boolean },
  emit: OnChunk,
): void {
  const [choice] = completion.choices ?? []
  const { content, reasoning_content, reasoning, tool_calls: toolCalls = [] } = choice?.message ?? {}
  const thought = reasoning_content ?? reasoning
  // Emitted before the text, because a reader that disconnects there has used the counted tokens.
  const total = totalOf(completion)
  if (total) emit(total)
  if (thought) emit({ type: 'reasoning', text: thought })
  if (content) emit({ type: 'text', text: content })
  // A complete response has ended, even if the server gives no reason.
  const reason = toFinishReason(choice?.finish_reason ?? 'stop')
  const collector = createToolCallCollector()
  for (const [index, { id, function: called }] of (toolCalls ?? []).entries())
    collector.add({ index, id: id ?? '', name: called?.name ?? '', args: called?.arguments ?? '' })
  const calls = collector.finish({ isCut: reason === 'length' })
  const signature = keepsReasoning && thought ? { signature: signReasoning(thought) } : {}
  for (const call of calls) emit({ type: 'tool-call', call: { ...call, ...signature } })
  emit({ type: 'finish', reason: calls.length > 0 ? 'tool-calls' : reason })
}

function totalOf(completion: OpenAiCompletion): ModelChunk | null {
  const tokens = tokensOf(completion)
  const counter = createUsageCounter()
  if (tokens) counter.add(tokens)
  return counter.total()
}
