import 'server-only'
import type { z } from 'zod'
import { queryOf } from '@/lib/api/studio/query-of'
import { AppError } from '@/lib/core/app-error'
import type { PublicApi } from '../../public-api'
import { type ApiRequest, jsonResponse } from '../../public-handler'

/** @throws AppError INVALID_INPUT that says what may be asked */
export function readQuery<T>(call: ApiRequest, schema: z.ZodType<T>, hint: string): T {
  const query = schema.safeParse(queryOf(call.request.url))
  if (!query.success) throw new AppError('INVALID_INPUT', hint)
  return query.data
}

/** A page of a list, which says where the next one is, in its body and as `Link` (RFC 8288). */
export function pageResponse(api: PublicApi, call: ApiRequest, page: { nextCursor: string | null }): Response {
  if (page.nextCursor === null) return jsonResponse(page)
  const asked = new URL(call.request.url)
  // The address by which we are called may be a proxy's.
  const next = new URL(`${api.appUrl}${asked.pathname}${asked.search}`)
  next.searchParams.set('cursor', page.nextCursor)
  return jsonResponse(page, { headers: { link: `<${next.href}>; rel="next"` } })
}
