import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { LIMITS } from '@/lib/egress/limits'
import { fromResponse, type StreamedResponse } from '@/lib/egress/stream-call'
import { problem } from '@/lib/messages/problems/problem'
import type { ProviderConnection } from '../../provider-client'
import { hostOf } from './get-json'
import { responseError, stoppedInTheMiddle, toModelError } from './model-error'
import { modelFetch } from './model-fetch'

export interface PostedCall {
  url: string
  headers?: Record<string, string>
  /** JSON, or a form with files. */
  body: object
  model: string
  signal: AbortSignal
  /** Called when the request is sent over an open connection. */
  onSent?: (() => void) | undefined
  /** `answer`: a non-streaming response after a silence. Default: `model`. */
  purpose?: 'model' | 'answer'
}

/** Sends a request to a model and reads the complete response. @throws AppError MODEL_* */
export async function postJson<T>(
  schema: z.ZodType<T>,
  { fetch }: Pick<ProviderConnection, 'fetch'>,
  call: PostedCall,
): Promise<T> {
  const response = await postToModel({ fetch }, call)
  let body: unknown
  try {
    body = await response.json()
  } catch (failure) {
    if (failure instanceof SyntaxError) throw unreadable(call.url)
    throw toModelError(failure, { host: hostOf(call.url), model: call.model, signal: call.signal })
  }
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw unreadable(call.url)
  return parsed.data
}

/** @returns a successful response with an unread body */
export async function postToModel(
  { fetch }: Pick<ProviderConnection, 'fetch'>,
  { url, headers = {}, body, model, signal, onSent, purpose = 'model' }: PostedCall,
): Promise<Response> {
  const context = { host: hostOf(url), model, signal }
  const isForm = body instanceof FormData
  let response: Response
  try {
    const send = modelFetch(fetch, signal, { purpose, onSent })
    response = await send(url, {
      method: 'POST',
      headers: isForm ? headers : { 'content-type': 'application/json', ...headers },
      body: isForm ? body : JSON.stringify(body),
    })
  } catch (failure) {
    throw toModelError(failure, context)
  }
  if (!response.ok) throw await responseError(response, context)
  return response
}

/** Sends a request for a streamed response, through the fetch's own stream if it has one. @throws AppError MODEL_* */
export async function streamFromModel(
  { fetch }: Pick<ProviderConnection, 'fetch'>,
  call: PostedCall & { headers: Record<string, string> },
): Promise<StreamedResponse> {
  const { url, headers, model, signal, onSent, purpose = 'model' } = call
  const context = { host: hostOf(url), model, signal }
  if (!fetch.stream) {
    const response = await postToModel({ fetch }, call)
    if (!response.body) throw stoppedInTheMiddle(context.host)
    return fromResponse(response)
  }
  try {
    const sent = { 'content-type': 'application/json', ...headers }
    const limits = LIMITS[purpose]
    const response = await fetch.stream(url, { headers: sent, body: JSON.stringify(call.body), signal, limits, onSent })
    if (response.status >= 200 && response.status < 300) return response
    throw await responseError(await response.whole(), context)
  } catch (failure) {
    throw toModelError(failure, context)
  }
}

export function unreadable(url: string): AppError {
  return new AppError('MODEL_FAILED', problem('providers.answerUnreadable', { host: hostOf(url) }), { isFinal: true })
}
