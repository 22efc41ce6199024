import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { EgressInit } from '@/lib/egress/create-egress'
import { problem } from '@/lib/messages/problems/problem'
import { hostOf } from '@/lib/providers/wires/http/get-json'
import { responseError, toModelError } from '@/lib/providers/wires/http/model-error'
import type { FineTuneConnection } from './fine-tune-service'

const UPLOAD_MS = 300_000
const READY_TRIES = 60
const READY_PAUSE_MS = 1_000

/** Sends one request to a fine-tuning API. @throws the AppErrors of a model service */
export async function callService<T>(
  connection: FineTuneConnection,
  schema: z.ZodType<T>,
  path: string,
  init: EgressInit & { signal: AbortSignal },
): Promise<T> {
  const { baseUrl, headers, fetch } = connection
  const context = { host: hostOf(baseUrl), model: '', signal: init.signal }
  const ownHeaders = new Headers({ accept: 'application/json', ...headers })
  for (const [name, value] of new Headers(init.headers)) ownHeaders.set(name, value)
  let response: Response
  let body: unknown
  try {
    // Rejects redirects, so that keys and files only reach the configured address.
    response = await fetch(`${baseUrl}${path}`, { ...init, headers: ownHeaders, purpose: 'json', redirect: 'error' })
    if (response.ok) body = await response.json()
  } catch (failure) {
    if (failure instanceof SyntaxError) throw unreadable(context.host)
    throw toModelError(failure, context)
  }
  if (!response.ok) throw await responseError(response, context)
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw unreadable(context.host)
  return parsed.data
}

export function postToService<T>(
  connection: FineTuneConnection,
  schema: z.ZodType<T>,
  path: string,
  { body, signal }: { body: JsonObject | null; signal: AbortSignal },
): Promise<T> {
  const json = body === null ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
  return callService(connection, schema, path, { method: 'POST', signal, ...json })
}

/** Sends multipart form data with the file as the last part. */
export function uploadToService<T>(
  connection: FineTuneConnection,
  schema: z.ZodType<T>,
  path: string,
  file: { lines: Uint8Array<ArrayBuffer>; name: string; fields: Record<string, string>; signal: AbortSignal },
): Promise<T> {
  const form = new FormData()
  for (const [name, value] of Object.entries(file.fields)) form.append(name, value)
  form.append('file', new Blob([file.lines], { type: 'application/jsonl' }), file.name)
  const limits = { headersMs: UPLOAD_MS, totalMs: UPLOAD_MS }
  return callService(connection, schema, path, { method: 'POST', body: form, signal: file.signal, limits })
}

/** Polls every second for a minute. @throws MODEL_FAILED, which the follower of the job retries */
export async function untilReady(isReady: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    if (await isReady()) return
    await pause(READY_PAUSE_MS, undefined, { signal })
  }
  throw new AppError('MODEL_FAILED', problem('training.examplesInReview'))
}

function unreadable(host: string): AppError {
  return new AppError('MODEL_FAILED', problem('training.serviceUnknown', { host }))
}
