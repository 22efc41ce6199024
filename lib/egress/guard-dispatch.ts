import 'server-only'
import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { AllowRule } from './allow-list'
import { assertDestination, assertReach, type Reach } from './destination'
import type { EgressLimits } from './limits'

const DECODABLE = new Set(['', 'identity', 'gzip', 'x-gzip', 'deflate'])

/** Wraps the agent in the checks that every request passes, redirects included. */
export function guardDispatch(
  agent: Dispatcher,
  {
    rules,
    reach,
    limits,
    onSent,
  }: { rules: readonly AllowRule[]; reach: Reach; limits: EgressLimits; onSent?: (() => void) | undefined },
): Dispatcher {
  return agent.compose((dispatch) => (options, handler) => {
    const origin = new URL(String(options.origin))
    assertReach(origin, reach)
    assertDestination(origin, rules)
    if (options.upgrade || options.method === 'CONNECT')
      throw new AppError('EGRESS_BLOCKED', problem('egress.plainRequestsOnly'))
    return dispatch(
      { ...options, headersTimeout: limits.headersMs, bodyTimeout: limits.idleMs },
      rejectEncodings(handler, origin.hostname, onSent),
    )
  })
}

// Rejected before decoding: brotli's decoder has an unfixed vulnerability, and chained encodings are decompression
// bombs.
function rejectEncodings(
  handler: Dispatcher.DispatchHandler,
  host: string,
  onSent: (() => void) | undefined,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => {
      handler.onRequestStart?.(controller, context)
      if (!controller.aborted) onSent?.()
    },
    onRequestUpgrade: (controller) =>
      controller.abort(new AppError('EGRESS_BLOCKED', problem('egress.hostProtocolChange', { host }))),
    onResponseStarted: () => handler.onResponseStarted?.(),
    onResponseStart: (controller, status, headers, statusText) => {
      encodingOf(headers, host)
      handler.onResponseStart?.(controller, status, headers, statusText)
    },
    onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, failure) => handler.onResponseError?.(controller, failure),
    onBodySent: (chunk) => handler.onBodySent?.(chunk),
    onRequestSent: () => handler.onRequestSent?.(),
  }
}

/** The content encoding of the response; empty for none. @throws EGRESS_ENCODING_REFUSED */
export function encodingOf(headers: IncomingHttpHeaders, host: string): string {
  const contentEncoding = headers['content-encoding']
  if (contentEncoding === undefined) return ''
  const encoding = [contentEncoding].flat().join(',').trim().toLowerCase()
  if (!DECODABLE.has(encoding)) throw rejected(host, encoding)
  return encoding === 'identity' ? '' : encoding
}

function rejected(host: string, encoding: string): AppError {
  return new AppError(
    'EGRESS_ENCODING_REFUSED',
    problem('egress.encodingUnsupported', { host, encoding: encoding.slice(0, 40) }),
  )
}
