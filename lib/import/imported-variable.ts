import { z } from 'zod'
import { JsonSchema } from '@/lib/core/json'
import { ENVIRONMENT_NAME, ENVIRONMENT_TYPES } from '@/lib/graph/environment/environment-variable'

/** An environment variable that an imported app reads. */
export const ImportedVariable = z.strictObject({
  name: z.string().regex(ENVIRONMENT_NAME),
  type: z.enum(ENVIRONMENT_TYPES),
  /** The value in the file. Null if it looks like a credential, which is not imported. */
  value: JsonSchema.nullable(),
})
export type ImportedVariable = z.infer<typeof ImportedVariable>
