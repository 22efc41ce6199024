import { z } from 'zod'
import type { ProblemParam } from '@/lib/messages/problems/types'

// Safe: only lib/messages/problems makes parameters, and their schema would be recursive.
const Param = z.unknown() as z.ZodType<ProblemParam>

/**
 * Accompanies a `message`: the stable key of its text (docs/reference/errors.md), and the parameters of its
 * placeholders. Absent if the text is not ours, or was stored before keys existed.
 */
export const ProblemKey = {
  key: z.string().optional(),
  params: z.record(z.string(), Param).optional(),
}

/** The key of a stored text, for other languages; null if the text is not ours, or is older than the keys. */
export const ProblemRef = z
  .strictObject({ code: z.string().optional(), key: z.string(), params: z.record(z.string(), Param).optional() })
  .nullable()
