import 'server-only'
import type { ModelCall, OnChunk, ProviderConnection } from '../../provider-client'
import { emitChunks } from '../http/emit-chunks'
import { hostOf } from '../http/get-json'
import { openAiChat } from './openai-chat'
import type { OpenAiDialect } from './openai-dialect'
import { readOpenAiCompletion } from './read-openai-completion'
import { isRejection, sendToOpenAi } from './send-to-openai'

/**
 * A non-streaming chat completion. Falls back to streaming for models that require it, and retries
 * once without an unsupported `response_format`, like streams. @throws AppError MODEL_*
 */
export async function openAiAnswer(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect,
  emit: OnChunk,
): Promise<void> {
  const context = { host: hostOf(connection.baseUrl), model: call.model, signal: call.signal }
  try {
    const answer = await sendToOpenAi(connection, call, dialect, { stream: false })
    await readOpenAiCompletion(answer, context, { keepsReasoning: dialect.returnsReasoning ?? false }, emit)
  } catch (failure) {
    if (!isRejection(failure)) throw failure
    if (/stream/i.test(failure.message)) return emitChunks(openAiChat(connection, call, dialect), emit)
    if (call.responseSchema === undefined) throw failure
    const { responseSchema: _, ...plain } = call
    await openAiAnswer(connection, plain, dialect, emit)
  }
}
