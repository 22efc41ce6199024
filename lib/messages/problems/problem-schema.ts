import { z } from 'zod'
import type { ProblemParam } from './types'

// Safe: only lib/messages/problems makes parameters, and their schema would be recursive.
const Param = z.unknown() as z.ZodType<ProblemParam>

/** A problem from another thread of this process. */
export const ProblemSchema = z.object({
  message: z.string(),
  key: z.string().optional(),
  params: z.record(z.string(), Param).optional(),
})
