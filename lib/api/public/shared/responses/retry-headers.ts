import 'server-only'
import type { PublicError } from '@/lib/contracts/public'

/**
 * Whether OpenAI's clients retry automatically after a failed run. The engine has already retried,
 * and another run costs the same again; a rate-limited model service has charged nothing.
 */
export function retryHeaders({ retryAfterSeconds }: PublicError): Record<string, string> {
  return retryAfterSeconds === undefined
    ? { 'x-should-retry': 'false' }
    : { 'retry-after': String(Math.ceil(retryAfterSeconds)) }
}
