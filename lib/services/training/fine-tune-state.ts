import { z } from 'zod'
import { definedOnly } from '@/lib/core/defined-only'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'

/** The state at the service, stored in the job's row. */
const FineTuneState = z.strictObject({
  trainingFile: z.string().optional(),
  validationFile: z.string().optional(),
  /** A job was requested with this file, and no response is stored yet: it may exist. */
  creating: z.string().optional(),
  jobId: z.string().optional(),
  looks: z.number().optional(),
  /** Seconds since 1970 by the database's clock: until then only one process checks. */
  claimedUntil: z.number().optional(),
  /** Budget reservations for its maximum cost. */
  reservations: z.array(z.string()).optional(),
  /** Consecutive failures. */
  failures: z.number().optional(),
})
export type FineTuneState = z.infer<typeof FineTuneState>

export const toFineTuneState = (remote: JsonObject): FineTuneState => FineTuneState.parse(remote)

export const fromFineTuneState = (state: FineTuneState): JsonObject => JsonObjectSchema.parse(definedOnly(state))
