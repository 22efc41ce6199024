import { z } from 'zod'

/** A cached answer. Only complete answers without tool calls are cached. */
export const StoredAnswer = z.strictObject({
  text: z.string(),
  /** `connection/model` of the answer. */
  model: z.string(),
  inputTokens: z.number().int().min(0),
  outputTokens: z.number().int().min(0),
})
export type StoredAnswer = z.infer<typeof StoredAnswer>
