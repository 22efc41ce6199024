import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { tidyHostEntry } from '@/lib/core/network/host-list'
import { defineContract } from './contract'

const Names = z.array(z.string().trim().min(1).max(100)).max(200)

const Host = z
  .string()
  .max(253)
  .transform((text, context) => {
    const entry = tidyHostEntry(text)
    if (entry === null) context.addIssue({ code: 'custom', message: 'forms.hostPattern', key: 'forms.hostPattern' })
    return entry ?? ''
  })

/** The models that a workspace may use. An absent list allows all; an empty one allows none. */
export const ModelPolicy = z.strictObject({
  providers: Names.optional(),
  regions: Names.optional(),
  licences: Names.optional(),
  /** The permitted use of the data that the service receives, such as `no-training`. */
  dataUse: Names.optional(),
  /** Providers that may receive inputs marked as personal data; the canvas warns about others. */
  personalData: Names.optional(),
  /** Only these hosts are reachable, for models and for every other step. */
  privateMode: z
    .strictObject({ hosts: z.array(Host).max(200) })
    .nullable()
    .default(null),
})
export type ModelPolicy = z.infer<typeof ModelPolicy>

const ModelName = z.strictObject({ connection: z.string(), model: z.string() })
const Named = z.strictObject({ name: z.string(), targets: z.array(ModelName) })

/** The rules that the canvas checks a graph against, see lib/graph/policy/model-rules. */
export const ModelRulesView = z.strictObject({
  policy: ModelPolicy,
  defaultChat: ModelName.nullable(),
  connections: z.array(
    z.strictObject({
      id: Id,
      name: z.string(),
      provider: z.string(),
      host: z.string(),
      region: z.string().nullable(),
      isElsewhere: z.boolean(),
    }),
  ),
  known: z.array(
    z.strictObject({
      provider: z.string(),
      model: z.string(),
      licence: z.string().nullable(),
      dataUse: z.string().nullable(),
      region: z.array(z.string()).nullable(),
    }),
  ),
  routes: z.array(Named),
  trained: z.array(Named),
})
export type ModelRulesView = z.infer<typeof ModelRulesView>

export const getModelRules = defineContract({
  name: 'governance.rules',
  method: 'GET',
  path: '/api/studio/governance/rules',
  access: 'viewer',
  response: ModelRulesView,
})
