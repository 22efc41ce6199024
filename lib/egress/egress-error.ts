import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'

const CLOSED = problem('egress.reasonClosed')
const UNREACHABLE = problem('egress.reasonUnreachable')
const CERTIFICATE_UNKNOWN = problem('egress.reasonCertificateUnknown')
const REASONS: Record<string, Problem> = {
  ECONNREFUSED: problem('egress.reasonRefused'),
  ECONNRESET: CLOSED,
  EPIPE: CLOSED,
  UND_ERR_SOCKET: CLOSED,
  UND_ERR_CONNECT_TIMEOUT: problem('egress.reasonConnectTimeout'),
  ENOTFOUND: problem('egress.reasonNameUnknown'),
  EAI_AGAIN: problem('egress.reasonNameLookup'),
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  CERT_HAS_EXPIRED: problem('egress.reasonCertificateExpired'),
  DEPTH_ZERO_SELF_SIGNED_CERT: problem('egress.reasonCertificateSelfSigned'),
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE_UNKNOWN,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE_UNKNOWN,
  ERR_TLS_CERT_ALTNAME_INVALID: problem('egress.reasonCertificateOtherName'),
  UND_ERR_HEADERS_OVERFLOW: problem('egress.reasonTooManyHeaders'),
}
/** Timeouts after a connection was established. */
const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'])

/**
 * Describes the failure for people: it names the host, never an IP address or the response text. The cause is for the
 * log.
 */
export function toEgressError(failure: unknown, host: string): AppError {
  const chain = causes(failure)
  const appError = chain.find(AppError.isInstance)
  if (appError) return appError
  const codes = chain.flatMap(codeOf)
  if (codes.some((code) => TIMEOUTS.has(code)))
    return new AppError('TIMEOUT', problem('egress.timeout', { host }), { cause: failure })
  const knownCode = codes.find((code) => Object.hasOwn(REASONS, code))
  const reason = (knownCode === undefined ? undefined : REASONS[knownCode]) ?? problem('egress.reasonUnknown')
  return new AppError('EGRESS_FAILED', problem('egress.failed', { host, reason }), { cause: failure })
}

function codeOf(error: unknown): string[] {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return []
  // The system uses ETIMEDOUT for both phases.
  const isConnecting = error.code === 'ETIMEDOUT' && 'syscall' in error && error.syscall === 'connect'
  return [isConnecting ? 'UND_ERR_CONNECT_TIMEOUT' : error.code]
}

function causes(failure: unknown): unknown[] {
  const chain: unknown[] = []
  for (
    let error = failure;
    error !== undefined && error !== null && chain.length < 8;
    error = error instanceof Error ? error.cause : undefined
  ) {
    chain.push(error)
    if (error instanceof AggregateError) chain.push(...error.errors)
  }
  return chain
}
