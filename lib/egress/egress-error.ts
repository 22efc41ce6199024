import 'server-only'
import { AppError } from '@/lib/core/app-error'

const REASONS: Record<string, string> = {
  ECONNREFUSED: 'nothing answers at this address',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  UND_ERR_SOCKET: 'it closed the connection',
  UND_ERR_CONNECT_TIMEOUT: 'nothing answered at this address in time',
  ENOTFOUND: 'this name does not exist',
  EAI_AGAIN: 'the name could not be looked up; check the network',
  EHOSTUNREACH: 'there is no way to it from here',
  ENETUNREACH: 'there is no way to it from here',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not signed by a known authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by a known authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  UND_ERR_HEADERS_OVERFLOW: 'its answer has too many headers',
}
/** Timeouts after a connection was established. */
const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'])

/**
 * Describes the failure for people: it names the host, never an IP address or the response text. The cause is for the
 * log.
 */
export function toEgressError(failure: unknown, host: string): AppError {
  const chain = causes(failure)
  const own = chain.find(AppError.isInstance)
  if (own) return own
  const codes = chain.flatMap(codeOf)
  if (codes.some((code) => TIMEOUTS.has(code)))
    return new AppError('TIMEOUT', `${host} did not answer in time.`, { cause: failure })
  const known = codes.find((code) => Object.hasOwn(REASONS, code))
  const reason = known === undefined ? 'the connection failed' : REASONS[known]
  return new AppError('EGRESS_FAILED', `${host} could not be called: ${reason}.`, { cause: failure })
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
