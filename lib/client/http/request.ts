import type { z } from 'zod'
import type { BodyInputOf, Contract, ParamsOf, QueryInputOf, ResponseOf } from '@/lib/contracts/contract'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { checkReachable } from '../connection/check-reachable'
import { reachability } from '../connection/reachability'
import { t } from '../messages/t'
import { announceDenied } from './announce-denied'
import { announceUpdate } from './announce-update'
import { hasBody } from './body-schema'
import { buildUrl } from './build-url'
import { isAbort, isOffline, offlineError, parseError } from './parse-error'

/** Options required by the contract: `params`, `body` and `query`. */
export type RequestOptions<C extends Contract> = { signal?: AbortSignal } & (C['params'] extends z.ZodType
  ? { params: ParamsOf<C> }
  : unknown) &
  (C['query'] extends z.ZodType ? { query?: Partial<QueryInputOf<C>> } : unknown) &
  (C['body'] extends z.ZodType ? { body: BodyInputOf<C> } : unknown)

/** The argument can be omitted if none of its options is required. */
export type RequestArguments<C extends Contract> =
  object extends RequestOptions<C> ? [options?: RequestOptions<C>] : [options: RequestOptions<C>]

export interface LooseOptions {
  params?: object
  query?: object
  body?: unknown
  signal?: AbortSignal
}

/** A slow response may be long work or a hanging server, so the fast session endpoint is probed. */
const SLOW_MS = 8_000

/**
 * Calls one operation of the studio's API. The server parsed the response with the contract's schema before sending it,
 * so a browser does not need the schemas.
 * @throws AppError from the server, or UNAVAILABLE without a response
 */
export function request<C extends Contract>(contract: C, ...[options]: RequestArguments<C>): Promise<ResponseOf<C>> {
  return call(contract, options)
}

/** `request` for code that is generic over contracts; other code uses the typed `request`. */
export async function call<C extends Contract>(contract: C, options: LooseOptions = {}): Promise<ResponseOf<C>> {
  const response = await send(contract, options)
  const body: unknown = await response.json().catch((cause) => {
    if (isAbort(cause)) throw cause
    throw new AppError('INTERNAL', verbatim(t('common.unexpectedResponse')), { cause })
  })
  return asResponse<C>(body)
}

/** Like `request`, for non-JSON responses such as event streams and files. */
export async function send(
  contract: Contract,
  options: LooseOptions = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  // The server accepts cookie-authenticated changes only with this content type (CSRF), even without a body.
  const type: Record<string, string> = contract.method === 'GET' ? {} : { 'content-type': 'application/json' }
  const init: RequestInit = {
    method: contract.method,
    credentials: 'same-origin',
    headers: {
      accept: contract.responseKind === 'events' ? 'text/event-stream' : 'application/json',
      ...type,
      ...headers,
    },
    ...(hasBody(contract) && options.body !== undefined ? { body: JSON.stringify(options.body) } : {}),
    ...(options.signal ? { signal: options.signal } : {}),
  }
  const slow = setTimeout(() => void checkReachable(), SLOW_MS)
  const response = await fetch(buildUrl(contract.path, options.params, options.query), init)
    .catch((cause) => {
      if (isAbort(cause)) throw cause
      void checkReachable()
      throw offlineError(cause)
    })
    .finally(() => clearTimeout(slow))
  announceUpdate(response)
  if (response.ok) {
    reachability.note(true)
    return response
  }
  const error = await parseError(response)
  if (isOffline(error)) void checkReachable()
  else reachability.note(true)
  announceDenied(response.status)
  throw error
}

/** Safe: the server parsed the value with the contract's response schema. */
function asResponse<C extends Contract>(value: unknown): ResponseOf<C> {
  return value as ResponseOf<C>
}
