import { z } from 'zod'
import { ModelChoice } from './routes'

/** What becomes cheaper before a budget is used up. */
export const Degradation = z.strictObject({
  /** From this share of the limit on, in percent. */
  atPercent: z.number().int().min(1).max(100),
  /** Answers instead of what the step names. */
  model: ModelChoice.optional(),
  maxPassages: z.number().int().min(1).max(100).optional(),
  maxOutputTokens: z.number().int().min(16).max(100_000).optional(),
})
export type Degradation = z.infer<typeof Degradation>
