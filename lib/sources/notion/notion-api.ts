import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { withHeaders } from '@/lib/providers/wires/http/with-headers'
import { readJson } from '../read-json'
import { retryingFetch } from '../retrying-fetch'
import type { SourceConnection } from '../source-client'

const ROOT = 'https://api.notion.com/v1'
/** Determines the format of all responses: developers.notion.com/reference/versioning */
const VERSION = '2022-06-28'
/** Three requests per second on average: developers.notion.com/reference/request-limits */
const EVERY_MS = 340

const List = z.object({ results: z.array(z.unknown()), has_more: z.boolean(), next_cursor: z.string().nullable() })
const Failure = z.object({ code: z.string().regex(/^[a-z_]{1,60}$/) })

export interface NotionApi {
  /** Null if not found, deleted or no longer shared. */
  get<T>(schema: z.ZodType<T>, path: string): Promise<T | null>
  /** One page of a list, by GET or, with a body, by POST. */
  list(
    path: string,
    cursor: string | null,
    body?: JsonObject,
  ): Promise<{ results: unknown[]; next: string | null } | null>
}

export function notionApi({ fetch, signal, secret, backoffMs }: SourceConnection<unknown>): NotionApi {
  const headers = { authorization: `Bearer ${secret ?? ''}`, 'notion-version': VERSION }
  const sendWithRetries = retryingFetch(withHeaders(fetch, headers), { signal, everyMs: EVERY_MS, backoffMs })
  const send = async (path: string, body?: JsonObject): Promise<Response | null> => {
    const sent = body
      ? { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      : {}
    const response = await sendWithRetries(`${ROOT}${path}`, { ...sent, redirect: 'error', purpose: 'json' })
    if (response.ok) return response
    if (response.status === 404) {
      await response.body?.cancel()
      return null
    }
    throw await toError(response)
  }
  return {
    async get(schema, path) {
      const response = await send(path)
      return response && readJson(schema, response, 'Notion')
    },
    async list(path, cursor, body) {
      const separator = path.includes('?') ? '&' : '?'
      const response = body
        ? await send(path, { ...body, page_size: 100, ...(cursor === null ? {} : { start_cursor: cursor }) })
        : await send(
            `${path}${separator}page_size=100${cursor === null ? '' : `&start_cursor=${encodeURIComponent(cursor)}`}`,
          )
      if (!response) return null
      const { results, has_more: hasMore, next_cursor: next } = await readJson(List, response, 'Notion')
      if (hasMore && !next) throw new AppError('EGRESS_FAILED', problem('sources.notionListCutOff'))
      return { results, next: hasMore ? next : null }
    },
  }
}

/** Notion's message may quote the request, so only its code is used. */
async function toError(response: Response): Promise<AppError> {
  const { status } = response
  const parsed = Failure.safeParse(await response.json().catch(() => null))
  const code = parsed.success ? parsed.data.code : String(status)
  if (status === 401)
    return new AppError('CREDENTIAL_MISSING', problem('sources.notionTokenRejected', { detail: code }))
  if (status === 403) return new AppError('FORBIDDEN', problem('sources.notionForbidden', { detail: code }))
  if (status === 429) return new AppError('RATE_LIMITED', problem('sources.notionRateLimited'))
  return new AppError('EGRESS_FAILED', problem('sources.notionFailed', { detail: code }))
}
