import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'

/** Who stands before the service did not wait for its answer (RFC 9110 §15.6; 524: Cloudflare's). */
const GIVEN_UP = new Set([502, 504, 524])

const Answered = z.object({ status: z.number() })

/**
 * Whether a service that got a prompt may have worked on it although the call failed, and bills it. Not one that answered
 * with a failure of its own.
 */
export function wasWorkedOn(failure: unknown): boolean {
  if (!AppError.isInstance(failure)) return false
  for (const error of causes(failure)) {
    const answered = Answered.safeParse(error)
    if (answered.success) return GIVEN_UP.has(answered.data.status)
  }
  // The line was cut, or silent for too long.
  return failure.code === 'TIMEOUT' || failure.code === 'MODEL_UNREACHABLE'
}

function causes(failure: Error): Error[] {
  const chain = [failure]
  for (let { cause } = failure; cause instanceof Error && chain.length < 8; { cause } = cause) chain.push(cause)
  return chain
}
