import 'server-only'
import type { Context } from 'hono'
import { addHeaders, fillHeaders, TextResponse } from '@/lib/api/light-response'
import type { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { RateState } from '@/lib/platform/rate-state'
import type { RefusedCaller } from '@/lib/services/protection/refusal'
import { clientAddress } from './client-address'
import { publicStatus } from './error-status'
import { PROBLEM_TYPE, toProblem } from './problem'
import { asAppError } from './public-error'
import type { PublicFaces, StreamLease } from './public-faces'

export interface FaceRequest {
  context: Context
  request: Request
  requestId: string
  param(name: string): string
  /** Where the key stands with its limit, once it is known. */
  rate: RateState | null
  /** The right to a stream by the key of the request, once it is known. */
  lease: (() => StreamLease) | null
  /** The version of the app that answers, once it is chosen: a canary's is another than the live one. */
  version: number | null
  /** Who asks, as far as it is known by now. */
  caller: RefusedCaller
}

export type FaceHandler = (face: FaceRequest) => Promise<Response>
/** A failed answer's body; faces that speak somebody else's language have their own. */
export type FailureBody = (error: AppError, requestId: string) => unknown

/** Answers are data, never a page: a browser that is sent one does not run it (T63). */
export const DATA_HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
}

/** Wraps a handler of a public face: request id, failures as data, safe headers. */
export function faceHandler(faces: PublicFaces, handler: FaceHandler, failureBody: FailureBody = toProblem) {
  return async (context: Context): Promise<Response> => {
    const requestId = newId()
    const request = context.req.raw
    const param = (name: string) => context.req.param(name) ?? ''
    const face: FaceRequest = { context, request, requestId, param, rate: null, lease: null, version: null, caller: {} }
    const response = await handler(face).catch((error: unknown) => {
      noteFailure(faces, face, error)
      return failure(faces, error, { requestId, path: context.req.path }, failureBody)
    })
    addHeaders(response, headersOf(face))
    fillHeaders(response, DATA_HEADERS)
    return response
  }
}

/** The caller's address as limits count it. */
export function addressOf(faces: PublicFaces, { context, request }: Pick<FaceRequest, 'context' | 'request'>): string {
  return clientAddress({
    socketAddress: faces.socketAddress(context),
    forwardedFor: request.headers.get('x-forwarded-for'),
    trustedProxies: faces.trustedProxies,
  })
}

/** Whoever was refused is counted by all that is known of him. */
export function noteFailure(faces: PublicFaces, face: FaceRequest, error: unknown): void {
  faces.protection.note(error, { address: addressOf(faces, face), ...face.caller })
}

function headersOf({ requestId, rate, version }: FaceRequest): Record<string, string> {
  const headers: Record<string, string> = { 'x-request-id': requestId }
  if (rate) {
    headers['ratelimit-limit'] = String(rate.perMinute)
    headers['ratelimit-remaining'] = String(rate.remaining)
    headers['ratelimit-reset'] = String(Math.ceil(rate.resetSeconds))
  }
  if (version !== null) headers['x-patchbay-version'] = String(version)
  return headers
}

export function jsonResponse(
  body: unknown,
  init: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return new TextResponse(JSON.stringify(body), {
    status: init.status ?? 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...init.headers },
  })
}

/** A failure as an answer. */
export function failure(
  faces: PublicFaces,
  error: unknown,
  about: { requestId: string; path: string },
  failureBody: FailureBody = toProblem,
): Response {
  const known = asAppError(error)
  const status = publicStatus(known.code)
  if (status >= 500) faces.logFailure(error, about)
  const retryAfter = known.retryAfterSeconds
  return jsonResponse(failureBody(known, about.requestId), {
    status,
    headers: {
      ...(failureBody === toProblem ? { 'content-type': PROBLEM_TYPE } : {}),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter)) }),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
  })
}
