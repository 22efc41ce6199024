import { z } from 'zod'

/** An answer that may be given again. Only whole ones without tool calls are kept. */
export const StoredAnswer = z.strictObject({
  text: z.string(),
  /** `connection/model` that gave it. */
  model: z.string(),
  inputTokens: z.number().int().min(0),
  outputTokens: z.number().int().min(0),
})
export type StoredAnswer = z.infer<typeof StoredAnswer>
