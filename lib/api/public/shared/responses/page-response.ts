import 'server-only'
import type { z } from 'zod'
import { queryOf } from '@/lib/api/studio/query-of'
import { AppError } from '@/lib/core/app-error'
import { type ProblemKey, problem } from '@/lib/messages/problems/problem'
import type { PublicApi } from '../../public-api'
import { type ApiRequest, jsonResponse } from '../../public-handler'

/** The key of a message that lists the allowed parameters. */
type ParameterHint = Extract<ProblemKey, `parameters.${string}`>

/** @throws AppError INVALID_INPUT listing the allowed parameters */
export function readQuery<T>(call: ApiRequest, schema: z.ZodType<T>, hint: ParameterHint): T {
  const query = schema.safeParse(queryOf(call.request.url))
  if (!query.success) throw new AppError('INVALID_INPUT', problem(hint))
  return query.data
}

/** A page of a list with the location of the next one in its body and as `Link` (RFC 8288). */
export function pageResponse(api: PublicApi, call: ApiRequest, page: { nextCursor: string | null }): Response {
  if (page.nextCursor === null) return jsonResponse(page)
  const url = new URL(call.request.url)
  // The request's own URL may be that of a proxy.
  const next = new URL(`${api.appUrl}${url.pathname}${url.search}`)
  next.searchParams.set('cursor', page.nextCursor)
  return jsonResponse(page, { headers: { link: `<${next.href}>; rel="next"` } })
}
