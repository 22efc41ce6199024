import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'

/** The proxy stopped waiting for the service (RFC 9110 §15.6; 524: Cloudflare). */
const GIVEN_UP = new Set([502, 504, 524])

const Answered = z.object({ status: z.number() })

/**
 * Whether a service may have processed, and may bill, the prompt of a failed call. Not if it
 * responded with an error of its own.
 */
export function mayBeBilled(failure: unknown): boolean {
  if (!AppError.isInstance(failure)) return false
  for (const error of causes(failure)) {
    const answered = Answered.safeParse(error)
    if (answered.success) return GIVEN_UP.has(answered.data.status)
  }
  // The connection was lost or timed out.
  return failure.code === 'TIMEOUT' || failure.code === 'MODEL_UNREACHABLE'
}

function causes(failure: Error): Error[] {
  const chain = [failure]
  for (let { cause } = failure; cause instanceof Error && chain.length < 8; { cause } = cause) chain.push(cause)
  return chain
}
