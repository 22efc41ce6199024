import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { EgressFetch } from '@/lib/egress/create-egress'
import { problem } from '@/lib/messages/problems/problem'
import { responseError, toModelError } from './model-error'

/** Reads a small JSON response of a model service. @throws AppError MODEL_* */
export async function getJson<T>(
  schema: z.ZodType<T>,
  {
    url,
    headers,
    fetch,
    signal,
  }: { url: string; headers: Record<string, string>; fetch: EgressFetch; signal: AbortSignal },
): Promise<T> {
  const context = { host: hostOf(url), model: '', signal }
  let response: Response
  let body: unknown
  try {
    response = await fetch(url, { headers: { accept: 'application/json', ...headers }, signal, purpose: 'json' })
    if (response.ok) body = await response.json()
  } catch (failure) {
    if (failure instanceof SyntaxError) throw notAModelService(context.host)
    throw toModelError(failure, context)
  }
  if (!response.ok) throw await responseError(response, context)
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw notAModelService(context.host)
  return parsed.data
}

const hosts = new Map<string, string>()

/** Cached, since every model call needs it several times. */
export function hostOf(url: string): string {
  const cached = hosts.get(url)
  if (cached !== undefined) return cached
  const host = URL.canParse(url) ? new URL(url).host : url.slice(0, 200)
  if (hosts.size >= 1_000) hosts.clear()
  hosts.set(url, host)
  return host
}

function notAModelService(host: string): AppError {
  return new AppError('MODEL_FAILED', problem('providers.notModelService', { host }))
}
