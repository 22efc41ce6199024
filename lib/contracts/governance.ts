import { z } from 'zod'

const Names = z.array(z.string().min(1).max(100)).max(200)

/** Which models a workspace may use. A list that is absent allows all; an empty one allows none. */
export const ModelPolicy = z.strictObject({
  providers: Names.optional(),
  regions: Names.optional(),
  licences: Names.optional(),
  /** What the service may do with what it is sent, such as `no-training`. */
  dataUse: Names.optional(),
  /** Only hosts of this list are reached, by models and by every other step. */
  privateMode: z
    .strictObject({ hosts: z.array(z.string().min(1).max(253)).max(200) })
    .nullable()
    .default(null),
})
export type ModelPolicy = z.infer<typeof ModelPolicy>
