import 'server-only'
import type { ConnectionOptions } from 'node:tls'
import { AppError } from '@/lib/core/app-error'
import type { TcpConnection } from '@/lib/egress/open-tcp'
import { failedReason } from './database-errors'
import type { ServerLogin } from './server-address'

const MAX_RECEIVED_BYTES = 40 * 1_048_576

export const openMailServer = ({ host, port, open }: ServerLogin, signal: AbortSignal): Promise<TcpConnection> =>
  open({ host, port, maxBytes: MAX_RECEIVED_BYTES, signal })

/**
 * Verifies the certificate of a public server, and of one with its own CA. On private networks without a CA, TLS is
 * opportunistic and unverified.
 */
export function tlsOf(
  { host, ca }: ServerLogin,
  isPublic: boolean,
): ConnectionOptions & { rejectUnauthorized: boolean } {
  return { servername: host, rejectUnauthorized: isPublic || ca !== null, ...(ca === null ? {} : { ca }) }
}

/** Converts an error of a mail server or of the client library into one for users. */
export function mailError(error: unknown, { service }: ServerLogin): unknown {
  if (AppError.isInstance(error) || !(error instanceof Error)) return error
  const response = 'response' in error ? error.response : 'responseText' in error ? error.responseText : undefined
  return failedReason(service, typeof response === 'string' && response !== '' ? response : error.message, error)
}
