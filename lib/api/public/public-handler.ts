import 'server-only'
import type { Context } from 'hono'
import { addHeaders, fillHeaders, TextResponse } from '@/lib/api/http/light-response'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { RateState } from '@/lib/platform/rate-state'
import { type RefusedCaller, refusedRate } from '@/lib/services/protection/refusal'
import type { PublicFaces, StreamLease } from './public-api'
import { clientAddress } from './shared/access/client-address'
import { type Ignored, ignoredHeader } from './shared/requests/note-ignored'
import { publicStatus } from './shared/responses/error-status'
import { PROBLEM_TYPE, toProblem } from './shared/responses/problem'
import { asAppError } from './shared/responses/public-error'

/** What faces read of a request: the router's `Request`, or the socket's own message (`direct-request.ts`). */
export interface CallRequest {
  readonly headers: Pick<Headers, 'get'>
  /** Aborts when the caller leaves before the answer is whole. */
  readonly signal: AbortSignal
  readonly body: AsyncIterable<Uint8Array> | null
  /** All of the body, however long it is; without waiting where it lies there whole. */
  bytes(): Uint8Array | Promise<Uint8Array>
}

/** A call as its face knows it, whichever way it came. */
export interface FaceCall {
  request: CallRequest
  path: string
  /** Of the connection. */
  socketAddress: string
  requestId: string
  /** Where the key stands with its limit, once it is known; of who was refused, the limit that did it. */
  rate: RateState | null
  /** The right to a stream by the key of the request, once it is known. */
  lease: (() => StreamLease) | null
  /** The version of the app that answers, once it is chosen: a canary's is another than the live one. */
  version: number | null
  /** Who asks, as far as it is known by now. */
  caller: RefusedCaller
  /** Fields of the request that had no effect; null: none so far. */
  ignored: Ignored | null
}

/** One that came by the router. */
export interface FaceRequest extends FaceCall {
  context: Context
  request: Request
  param(name: string): string
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
  return (context: Context): Promise<Response> => {
    const face: FaceRequest = {
      context,
      request: context.req.raw,
      path: context.req.path,
      socketAddress: faces.socketAddress(context),
      requestId: newId(),
      param: (name) => context.req.param(name) ?? '',
      rate: null,
      lease: null,
      version: null,
      caller: {},
      ignored: null,
    }
    return answerCall(faces, face, handler, failureBody)
  }
}

/** The handler's answer, or its failure as one, with the headers of all answers. */
export async function answerCall<Call extends FaceCall, Answer extends Response>(
  faces: PublicFaces,
  face: Call,
  handler: (face: Call) => Promise<Answer>,
  failureBody: FailureBody = toProblem,
): Promise<Answer | TextResponse> {
  let response: Answer | TextResponse
  try {
    response = await handler(face)
  } catch (error) {
    response = failed(faces, face, error, failureBody)
  }
  addHeaders(response, headersOf(face))
  fillHeaders(response, DATA_HEADERS)
  return response
}

/** Counts whoever was refused, and tells him of the limit that refused him. @returns the failure as an answer */
export function failed(
  faces: PublicFaces,
  face: FaceCall,
  error: unknown,
  failureBody: FailureBody = toProblem,
): TextResponse {
  noteFailure(faces, face, error)
  if (AppError.isInstance(error) && error.code === 'RATE_LIMITED') face.rate = refusedRate(error)
  return failure(faces, error, face, failureBody)
}

/** The caller's address as limits count it. */
export function addressOf(
  faces: Pick<PublicFaces, 'trustedProxies'>,
  { socketAddress, request }: Pick<FaceCall, 'socketAddress' | 'request'>,
): string {
  return clientAddress({
    socketAddress,
    forwardedFor: request.headers.get('x-forwarded-for'),
    trustedProxies: faces.trustedProxies,
  })
}

/** Whoever was refused is counted by all that is known of him. */
export function noteFailure(faces: PublicFaces, face: FaceCall, error: unknown): void {
  faces.protection.note(error, { address: addressOf(faces, face), ...face.caller })
}

function headersOf({ requestId, rate, version, ignored }: FaceCall): Record<string, string> {
  const headers: Record<string, string> = { 'x-request-id': requestId }
  if (rate) {
    headers['ratelimit-limit'] = String(rate.perMinute)
    headers['ratelimit-remaining'] = String(rate.remaining)
    headers['ratelimit-reset'] = String(Math.ceil(rate.resetSeconds))
  }
  if (version !== null) headers['x-patchbay-version'] = String(version)
  if (ignored) headers['x-patchbay-ignored'] = ignoredHeader(ignored)
  return headers
}

export function jsonResponse(
  body: unknown,
  init: { status?: number; headers?: Record<string, string> } = {},
): TextResponse {
  return new TextResponse(JSON.stringify(body), {
    status: init.status ?? 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...init.headers },
  })
}

/** A failure as an answer. */
function failure(
  faces: PublicFaces,
  error: unknown,
  { requestId, path }: Pick<FaceCall, 'requestId' | 'path'>,
  failureBody: FailureBody = toProblem,
): TextResponse {
  const known = asAppError(error)
  const status = publicStatus(known.code)
  // Who stopped an app or began its maintenance knows: a line with a stack for each caller would hide what is wrong.
  if (status >= 500 && known.code !== 'MAINTENANCE') faces.logFailure(error, { requestId, path })
  const retryAfter = known.retryAfterSeconds
  return jsonResponse(failureBody(known, requestId), {
    status,
    headers: {
      ...(failureBody === toProblem ? { 'content-type': PROBLEM_TYPE } : {}),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter)) }),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
  })
}
