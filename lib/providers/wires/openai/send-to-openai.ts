import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { StreamedResponse } from '@/lib/egress/stream-call'
import type { ModelCall, ProviderConnection } from '../../provider-client'
import { streamFromModel } from '../http/post-json'
import { openAiBody } from './openai-body'
import type { OpenAiDialect } from './openai-dialect'
import { openAiHeaders } from './openai-headers'

/**
 * Requests a chat completion. @param stream false for a non-streaming response, after a silence.
 * @throws AppError MODEL_*
 */
export async function sendToOpenAi(
  connection: ProviderConnection,
  call: ModelCall,
  dialect: OpenAiDialect,
  { stream }: { stream: boolean },
): Promise<StreamedResponse> {
  const { model, signal, onSent, onRequest } = call
  onRequest?.()
  const url = `${connection.baseUrl}/chat/completions`
  const headers = await openAiHeaders(connection, dialect, signal)
  const body = openAiBody(call, dialect, stream)
  return streamFromModel(connection, {
    url,
    headers,
    body,
    model,
    signal,
    onSent,
    purpose: stream ? 'model' : 'answer',
  })
}

/** Whether the service rejected a part of the request that is optional. */
export const isRejection = (failure: unknown): failure is AppError =>
  AppError.isInstance(failure) && failure.code === 'INVALID_INPUT'
