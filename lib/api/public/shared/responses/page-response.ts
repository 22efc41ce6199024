import 'server-only'
import type { z } from 'zod'
import { queryOf } from '@/lib/api/studio/query-of'
import { AppError } from '@/lib/core/app-error'
import type { PublicFaces } from '../../public-api'
import { type FaceRequest, jsonResponse } from '../../public-handler'

/** @throws AppError INVALID_INPUT that says what may be asked */
export function readQuery<T>(face: FaceRequest, schema: z.ZodType<T>, hint: string): T {
  const query = schema.safeParse(queryOf(face.request.url))
  if (!query.success) throw new AppError('INVALID_INPUT', hint)
  return query.data
}

/** A page of a list, which says where the next one is, in its body and as `Link` (RFC 8288). */
export function pageResponse(faces: PublicFaces, face: FaceRequest, page: { nextCursor: string | null }): Response {
  if (page.nextCursor === null) return jsonResponse(page)
  const asked = new URL(face.request.url)
  // The address by which we are called may be a proxy's.
  const next = new URL(`${faces.appUrl}${asked.pathname}${asked.search}`)
  next.searchParams.set('cursor', page.nextCursor)
  return jsonResponse(page, { headers: { link: `<${next.href}>; rel="next"` } })
}
