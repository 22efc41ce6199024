import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'

/** Who stands before the service did not wait for its answer (RFC 9110 §15.6; 524: Cloudflare's). */
const GIVEN_UP = new Set([502, 504, 524])

const Sent = z.object({ wasSent: z.literal(true) })
const Answered = z.object({ status: z.number() })

/**
 * Whether a service may have read the prompt of a call that failed, and bills it. Not one that answered with a failure of
 * its own, nor one that was not reached.
 */
export function wasWorkedOn(failure: unknown): boolean {
  if (!AppError.isInstance(failure)) return false
  const chain = causes(failure)
  for (const error of chain) {
    const answered = Answered.safeParse(error)
    if (answered.success) return GIVEN_UP.has(answered.data.status)
  }
  return failure.code === 'TIMEOUT' || chain.some((error) => Sent.safeParse(error).success)
}

function causes(failure: Error): Error[] {
  const chain = [failure]
  for (let { cause } = failure; cause instanceof Error && chain.length < 8; { cause } = cause) chain.push(cause)
  return chain
}
