import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { parseTargetUrl } from './destination'
import type { OutgoingRequest } from './outgoing-request'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

export function isRedirect(status: number, location: string | null): location is string {
  return REDIRECTS.has(status) && location !== null
}

/** The request to send next. Credentials and bodies stay at their original origin. @throws AppError */
export function followRedirect(request: OutgoingRequest, status: number, location: string): OutgoingRequest {
  const host = request.url.hostname
  if (!URL.canParse(location, request.url)) throw rejected(host, problem('egress.redirectToNoAddress'))
  const url = parseTargetUrl(new URL(location, request.url).href)
  if (request.url.protocol === 'https:' && url.protocol === 'http:')
    throw rejected(host, problem('egress.redirectFromHttps'))
  const becomesGet = status === 303 ? request.method !== 'HEAD' : status < 303 && request.method === 'POST'
  const next = becomesGet ? withoutBody(request) : request
  if (url.origin === request.url.origin) return { ...next, url }
  if (next.body !== null) throw rejected(host, problem('egress.redirectWithBody', { host: url.hostname }))
  return { ...next, url, headers: new Headers({ 'accept-encoding': 'gzip, deflate' }) }
}

function withoutBody(request: OutgoingRequest): OutgoingRequest {
  const headers = new Headers(request.headers)
  for (const name of [...headers.keys()]) if (name.startsWith('content-')) headers.delete(name)
  return { ...request, method: 'GET', headers, body: null }
}

function rejected(host: string, how: Problem): AppError {
  return new AppError('EGRESS_BLOCKED', problem('egress.redirectBlocked', { host, how }), {
    details: { host },
  })
}
