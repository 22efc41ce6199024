import 'server-only'
import type { Context } from 'hono'
import { addHeaders, fillHeaders, TextResponse } from '@/lib/api/http/light-response'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { RateState } from '@/lib/platform/rate-state'
import { type RejectedCaller, rejectedRate } from '@/lib/services/protection/rejection'
import { publicStatus } from '../http/error-status'
import type { PublicApi, StreamLease } from './public-api'
import { clientAddress } from './shared/access/client-address'
import { type Ignored, ignoredHeader } from './shared/requests/note-ignored'
import { PROBLEM_TYPE, toProblem } from './shared/responses/problem'
import { asAppError } from './shared/responses/public-error'

/** The part of a request that handlers read: the router's `Request`, or a Node request (`direct-request.ts`). */
export interface CallRequest {
  readonly headers: Pick<Headers, 'get'>
  /** Aborts when the caller disconnects before the response is complete. */
  readonly signal: AbortSignal
  readonly body: AsyncIterable<Uint8Array> | null
  /** The complete body of any length; synchronous if it has arrived. */
  bytes(): Uint8Array | Promise<Uint8Array>
}

/** An API call, by the router or the fast path. */
export interface ApiCall {
  request: CallRequest
  path: string
  /** Socket address of the connection. */
  socketAddress: string
  requestId: string
  /** State of the key's rate limit, once known; after a rejection, of the limit that caused it. */
  rate: RateState | null
  /** Stream permission of the request's key, once known. */
  lease: (() => StreamLease) | null
  /** Version of the app that answers, once selected: differs from the live one for a canary. */
  version: number | null
  /** The caller as far as it is known, for the record of a rejection. */
  caller: RejectedCaller
  /** Request fields without effect; null if there are none so far. */
  ignored: Ignored | null
}

/** A call through the router. */
export interface ApiRequest extends ApiCall {
  context: Context
  request: Request
  param(name: string): string
}

export type ApiHandler = (call: ApiRequest) => Promise<Response>
/** Body of an error response; compatible APIs have their own format. */
export type FailureBody = (error: AppError, requestId: string) => unknown

/** Responses are data, never a page: browsers must not execute them. */
export const DATA_HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
}

/** Wraps a handler of a public API: request id, errors as data, safe headers. */
export function apiHandler(api: PublicApi, handler: ApiHandler, failureBody: FailureBody = toProblem) {
  return (context: Context): Promise<Response> => {
    const call: ApiRequest = {
      context,
      request: context.req.raw,
      path: context.req.path,
      socketAddress: api.socketAddress(context),
      requestId: newId(),
      param: (name) => context.req.param(name) ?? '',
      rate: null,
      lease: null,
      version: null,
      caller: {},
      ignored: null,
    }
    return answerCall(api, call, handler, failureBody)
  }
}

/** Returns the handler's response, or an error response, with the common headers. */
export async function answerCall<Call extends ApiCall, Answer extends Response>(
  api: PublicApi,
  call: Call,
  handler: (call: Call) => Promise<Answer>,
  failureBody: FailureBody = toProblem,
): Promise<Answer | TextResponse> {
  let response: Answer | TextResponse
  try {
    response = await handler(call)
  } catch (error) {
    response = failed(api, call, error, failureBody)
  }
  addHeaders(response, headersOf(call))
  fillHeaders(response, DATA_HEADERS)
  return response
}

/** Records the rejection and reports the limit that caused it. @returns the error response */
export function failed(
  api: PublicApi,
  call: ApiCall,
  error: unknown,
  failureBody: FailureBody = toProblem,
): TextResponse {
  noteFailure(api, call, error)
  if (AppError.isInstance(error) && error.code === 'RATE_LIMITED') call.rate = rejectedRate(error)
  return failure(api, error, call, failureBody)
}

/** The caller's IP address as counted by limits. */
export function addressOf(
  api: Pick<PublicApi, 'trustedProxies'>,
  { socketAddress, request }: Pick<ApiCall, 'socketAddress' | 'request'>,
): string {
  return clientAddress({
    socketAddress,
    forwardedFor: request.headers.get('x-forwarded-for'),
    trustedProxies: api.trustedProxies,
  })
}

/** Counts a rejected caller by everything known about them. */
export function noteFailure(api: PublicApi, call: ApiCall, error: unknown): void {
  api.protection.note(error, { address: addressOf(api, call), ...call.caller })
}

function headersOf({ requestId, rate, version, ignored }: ApiCall): Record<string, string> {
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

/** An error response. */
function failure(
  api: PublicApi,
  error: unknown,
  { requestId, path }: Pick<ApiCall, 'requestId' | 'path'>,
  failureBody: FailureBody = toProblem,
): TextResponse {
  const appError = asAppError(error)
  const status = publicStatus(appError.code)
  // Maintenance is intended: logging each caller with a stack would hide real errors.
  if (status >= 500 && appError.code !== 'MAINTENANCE') api.logFailure(error, { requestId, path })
  const retryAfter = appError.retryAfterSeconds
  return jsonResponse(failureBody(appError, requestId), {
    status,
    headers: {
      ...(failureBody === toProblem ? { 'content-type': PROBLEM_TYPE } : {}),
      ...(retryAfter === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfter)) }),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    },
  })
}
