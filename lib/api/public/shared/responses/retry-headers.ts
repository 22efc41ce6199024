import 'server-only'
import type { PublicError } from '@/lib/contracts/public'

/**
 * Whether OpenAI's clients call again by themselves after a run has failed. The engine has retried already, and another
 * run would cost as much again; a model service that asks for a pause has charged nothing.
 */
export function retryHeaders({ retryAfterSeconds }: PublicError): Record<string, string> {
  return retryAfterSeconds === undefined
    ? { 'x-should-retry': 'false' }
    : { 'retry-after': String(Math.ceil(retryAfterSeconds)) }
}
