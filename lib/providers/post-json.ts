import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { hostOf } from './get-json'
import { responseError, toModelError } from './model-error'
import { modelFetch } from './model-fetch'
import type { ProviderConnection } from './provider-client'

export interface PostedCall {
  url: string
  headers?: Record<string, string>
  /** JSON, or a form with files. */
  body: object
  model: string
  signal: AbortSignal
}

/** Sends something to a model and reads its answer whole. @throws AppError MODEL_* */
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

/** @returns an answer that is ok; its body is still to be read */
export async function postToModel(
  { fetch }: Pick<ProviderConnection, 'fetch'>,
  { url, headers = {}, body, model, signal }: PostedCall,
): Promise<Response> {
  const context = { host: hostOf(url), model, signal }
  const isForm = body instanceof FormData
  let response: Response
  try {
    response = await modelFetch(fetch, signal)(url, {
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

export function unreadable(url: string): AppError {
  return new AppError('MODEL_FAILED', `${hostOf(url)} gave an answer that Patchbay could not read.`, { isFinal: true })
}
