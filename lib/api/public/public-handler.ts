import 'server-only'
import type { Context } from 'hono'
import { addHeaders, fillHeaders, TextResponse } from '@/lib/api/http/light-response'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { RateState } from '@/lib/platform/rate-state'
import { type RejectedCaller, rejectedRate } from '@/lib/services/protection/rejection'
import type { PublicApi, StreamLease } from './public-api'
import { clientAddress } from './shared/access/client-address'
import { type Ignored, ignoredHeader } from './shared/requests/note-ignored'
import { publicStatus } from './shared/responses/error-status'
import { PROBLEM_TYPE, toProblem } from './shared/responses/problem'
import { asAppError } from './shared/responses/public-error'

/** The parts of a request that the public APIs read: of the router's `Request`, or of the socket's message (`direct-request.ts`). */
export interface CallRequest {
  readonly headers: Pick<Headers, 'get'>
  /** Aborts when the caller disconnects before the response is complete. */
  readonly signal: AbortSignal
  readonly body: AsyncIterable<Uint8Array> | null
  /** The whole body, of any length; synchronous if it has already arrived. */
  bytes(): Uint8Array | Promise<Uint8Array>
}

/** One call of a public API, through the router or the fast path, and what its response will say about it. */
export interface ApiCall {
  request: CallRequest
  path: string
  /** Of the connection. */
  socketAddress: string
  requestId: string
  /** The state of the key's rate limit, once known; for a rejected call, of the limit that rejected it. */
  rate: RateState | null
  /** Acquires the key's permission to stream, once the key is known. */
  lease: (() => StreamLease) | null
  /** The app version that answers, once selected: a canary differs from the live version. */
  version: number | null
  /** The caller, as far as known. */
  caller: RejectedCaller
  /** Fields of the request that had no effect; null: none so far. */
  ignored: Ignored | null
}

/** A call through the router. */
export interface ApiRequest extends ApiCall {
  context: Context
  request: Request
  param(name: string): string
}

export type ApiHandler = (call: ApiRequest) => Promise<Response>
/** The body of an error response; compatible APIs have their own format. */
export type FailureBody = (error: AppError, requestId: string) => unknown

/** Responses are data: a browser must never render one as a page. */
export const DATA_HEADERS: Record<string, string> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
}

/** Wraps a public API handler: adds the request id and safe headers, and turns errors into error responses. */
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

/** The caller's address, as used for rate limits. */
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

/** Counts a rejection under everything known about the caller. */
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

/** Turns an error into a response. */
function failure(
  api: PublicApi,
  error: unknown,
  { requestId, path }: Pick<ApiCall, 'requestId' | 'path'>,
  failureBody: FailureBody = toProblem,
): TextResponse {
  const known = asAppError(error)
  const status = publicStatus(known.code)
  // Maintenance is deliberate: a stack trace for each caller would bury real faults in the log.
  if (status >= 500 && known.code !== 'MAINTENANCE') api.logFailure(error, { requestId, path })
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
