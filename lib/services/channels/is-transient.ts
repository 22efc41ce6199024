import 'server-only'
import type { AppError } from '@/lib/core/app-error'

const TRANSIENT = new Set(['EGRESS_FAILED', 'RATE_LIMITED', 'UNAVAILABLE', 'TIMEOUT', 'RECONNECT_REQUIRED'])

/** Whether the service did not accept a message and may accept it later. */
export const isTransient = (error: AppError): boolean => !error.isFinal && TRANSIENT.has(error.code)
