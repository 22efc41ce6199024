import { z } from 'zod'
import { definedOnly } from '@/lib/core/defined-only'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'

/** What is at the service, in the job's row. */
const FineTuneState = z.strictObject({
  trainingFile: z.string().optional(),
  validationFile: z.string().optional(),
  /** A job was asked for with this file, and no answer is stored yet: it may exist. */
  creating: z.string().optional(),
  jobId: z.string().optional(),
  looks: z.number().optional(),
  /** Seconds since 1970 by the database's clock: until then one process looks, and no other. */
  claimedUntil: z.number().optional(),
  /** In the budgets, for what it may cost. */
  reservations: z.array(z.string()).optional(),
  /** In a row. */
  failures: z.number().optional(),
})
export type FineTuneState = z.infer<typeof FineTuneState>

export const toFineTuneState = (remote: JsonObject): FineTuneState => FineTuneState.parse(remote)

export const fromFineTuneState = (state: FineTuneState): JsonObject => JsonObjectSchema.parse(definedOnly(state))
