import { AppError, type ErrorCode } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import type { ServiceResponse } from '@/lib/engine/service-messages'
import { problem } from '@/lib/messages/problems/problem'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { FailureRules, ServiceFacts } from '../action-request'
import { atPointer } from './json-pointer'

interface Failed {
  plugin: Pick<ServiceFacts, 'label'>
  action: FailureRules
  response: ServiceResponse
  /** The parsed body; undefined if it is not JSON. */
  body: Json | undefined
  /** If the service asks for a longer wait, the failure is final. */
  timeoutMs: number
  now(): number
}

/** The error of a response; null if it is a success. */
export function actionFailure(failed: Failed): AppError | null {
  const { action, response, body } = failed
  if (response.status >= 400) return statusFailure(failed)
  const { failure } = action
  if (!failure || body === undefined || !isSame(atPointer(body, failure.path), failure.equals)) return null
  return reasonFailure(failed, textAt(body, failure.reason), textAt(body, failure.message))
}

function reasonFailure(failed: Failed, reason: string, message: string): AppError {
  const known = knownError(failed.action, reason)
  if (known) return toError(failed, known.code, known.message)
  const { label } = failed.plugin
  const text = message === '' ? reason : message
  return toError(
    failed,
    'TOOL_FAILED',
    text === '' ? problem('plugins.failed', { service: label }) : reasonProblem(label, text),
  )
}

function textAt(body: Json, pointer: string | undefined): string {
  const found = pointer === undefined ? undefined : atPointer(body, pointer)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}

function statusFailure(failed: Failed): AppError {
  const { plugin, action, response, body } = failed
  const { failure } = action
  const code = body === undefined ? '' : textAt(body, failure?.reason)
  const reason = body === undefined ? '' : reasonOf(body, failure?.message ?? failure?.reason)
  const known = [code, reason, String(response.status)].map((name) => knownError(action, name)).find(Boolean)
  if (known) return toError(failed, known.code, known.message)
  const service = plugin.label
  switch (response.status) {
    case 401:
      return toError(failed, 'RECONNECT_REQUIRED', problem('plugins.unauthorized', { service }))
    case 403:
      return toError(failed, 'TOOL_FAILED', withReason(problem('plugins.forbidden', { service }), service, reason))
    case 404:
      return toError(failed, 'TOOL_FAILED', withReason(problem('plugins.notFound', { service }), service, reason))
    case 429:
      return toError(failed, 'RATE_LIMITED', problem('plugins.rateLimited', { service }))
    default: {
      const status = String(response.status)
      const shown =
        reason === '' ? problem('plugins.failedStatus', { service, status }) : reasonProblem(service, reason)
      return toError(failed, response.status >= 500 ? 'UNAVAILABLE' : 'TOOL_FAILED', shown)
    }
  }
}

type Shown = ReturnType<typeof problem>

const withReason = (shown: Shown, service: string, reason: string): Shown =>
  reason === '' ? shown : reasonProblem(service, reason)

const reasonProblem = (service: string, reason: string): Shown =>
  problem('plugins.failedReason', { service, reason: clean(reason) })

/** Text of a service is shown as it is, in one short line. */
const clean = (text: string) =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300)

function toError({ response, timeoutMs, now }: Failed, code: ErrorCode, shown: Shown | string | undefined): AppError {
  const retryAfterSeconds = retryAfter(response.headers['retry-after'], now())
  // A longer wait would exceed the time limit of the step and end in a timeout.
  const isTooLong = retryAfterSeconds !== undefined && retryAfterSeconds * 1_000 > timeoutMs
  return new AppError(code, typeof shown === 'string' ? verbatim(shown) : (shown ?? verbatim(code)), {
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(isTooLong ? { isFinal: true } : {}),
  })
}

/** The header contains seconds or a date (RFC 9110, section 10.2.3). */
function retryAfter(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined
  if (/^\d{1,9}$/.test(header.trim())) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - nowMs) / 1_000))
}

function knownError({ errors = {} }: FailureRules, reason: string) {
  return reason !== '' && Object.hasOwn(errors, reason) ? errors[reason] : undefined
}

/** Where services commonly put their message, after the place that the action names. */
const USUAL = [
  '/message',
  '/error/message',
  '/error_description',
  '/error',
  '/description',
  '/detail',
  '/errors/0/message',
]

function reasonOf(body: Json, own: string | undefined): string {
  for (const pointer of own === undefined ? USUAL : [own, ...USUAL]) {
    const found = atPointer(body, pointer)
    if (typeof found === 'string' && found !== '') return found
  }
  return fieldReason(atPointer(body, '/errors'))
}

/** Jira and Shopify name the invalid fields: `{"errors":{"summary":"You must specify a summary."}}`. */
function fieldReason(errors: Json | undefined): string {
  if (typeof errors !== 'object' || errors === null || Array.isArray(errors)) return ''
  const [entry] = Object.entries(errors)
  const text = Array.isArray(entry?.[1]) ? entry[1][0] : entry?.[1]
  return entry && typeof text === 'string' ? `${entry[0]}: ${text}` : ''
}

function isSame(a: Json | undefined, b: Json): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
