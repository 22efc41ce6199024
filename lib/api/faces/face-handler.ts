import 'server-only'
import type { Context } from 'hono'
import type { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { publicStatus } from './error-status'
import { asAppError, toPublicError } from './public-error'
import type { PublicFaces } from './public-faces'

export interface FaceRequest {
  context: Context
  request: Request
  requestId: string
  param(name: string): string
}

export type FaceHandler = (face: FaceRequest) => Promise<Response>
/** Shape of a failed answer; the OpenAI face has its own. */
export type FailureBody = (error: AppError, requestId: string) => unknown

/** Answers are data, never a page: a browser that is sent one does not run it (T63). */
export const DATA_HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
}

/** Wraps a handler of a public face: request id, failures as data, safe headers. */
export function faceHandler(faces: PublicFaces, handler: FaceHandler, failureBody: FailureBody = defaultBody) {
  return async (context: Context): Promise<Response> => {
    const requestId = newId()
    const request = context.req.raw
    const param = (name: string) => context.req.param(name) ?? ''
    const response = await handler({ context, request, requestId, param }).catch((error: unknown) =>
      failure(faces, error, { requestId, path: context.req.path }, failureBody),
    )
    response.headers.set('x-request-id', requestId)
    for (const [name, value] of Object.entries(DATA_HEADERS))
      if (!response.headers.has(name)) response.headers.set(name, value)
    return response
  }
}

export function jsonResponse(
  body: unknown,
  init: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return new Response(JSON.stringify(body), {
    status: init.status ?? 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...init.headers },
  })
}

/** A failure as an answer. */
export function failure(
  faces: PublicFaces,
  error: unknown,
  about: { requestId: string; path: string },
  failureBody: FailureBody = defaultBody,
): Response {
  const known = asAppError(error)
  const status = publicStatus(known.code)
  if (status >= 500) faces.logFailure(error, about)
  const retryAfter = known.retryAfterSeconds
  return jsonResponse(failureBody(known, about.requestId), {
    status,
    headers: {
      ...(retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter)) }),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
  })
}

function defaultBody(error: AppError, requestId: string) {
  return { error: toPublicError(error, requestId) }
}
