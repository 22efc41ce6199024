import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { ModelPolicy } from './governance'
import { Timestamp } from './shared'

export const ModelPolicyView = z.strictObject({
  policy: ModelPolicy,
  updatedAt: Timestamp.nullable(),
  /** Who changed it last; null when that person was removed, or it was never changed. */
  updatedBy: z.string().nullable(),
  /** The operator's own private mode; null when it is off. */
  operatorHosts: z.array(z.string()).nullable(),
  /** Whether owners may allow addresses of this computer (lib/contracts/local-addresses). */
  canAllowLocalAddresses: z.boolean(),
  /** Possible values, from the available services and the model catalog. */
  choices: z.strictObject({
    providers: z.array(z.strictObject({ id: z.string(), label: z.string() })),
    regions: z.array(z.string()),
    licences: z.array(z.string()),
    dataUse: z.array(z.string()),
    /** Hosts of the workspace's connections. */
    hosts: z.array(z.string()),
  }),
})
export type ModelPolicyView = z.infer<typeof ModelPolicyView>

export const getModelPolicy = defineContract({
  name: 'governance.policy',
  method: 'GET',
  path: '/api/studio/governance/policy',
  access: 'viewer',
  response: ModelPolicyView,
})

export const setModelPolicy = defineContract({
  name: 'governance.setPolicy',
  method: 'PUT',
  path: '/api/studio/governance/policy',
  access: 'owner',
  body: ModelPolicy,
  response: ModelPolicyView,
})

const Reason = z.string()

export const PolicyPreview = z.strictObject({
  /** Includes the reason for the first model; a connection without a model list is checked by its provider. */
  connections: z.array(
    z.strictObject({
      id: Id,
      name: z.string(),
      allowed: z.number().int(),
      forbidden: z.number().int(),
      reason: Reason,
    }),
  ),
  models: z.array(z.strictObject({ connectionName: z.string(), model: z.string(), reason: Reason })),
  routes: z.array(z.strictObject({ name: z.string(), reason: Reason })),
  trained: z.array(z.strictObject({ name: z.string(), reason: Reason })),
  /** Why the default model would be forbidden; null if it is allowed. */
  defaultModel: Reason.nullable(),
  apps: z.array(
    z.strictObject({
      id: Id,
      name: z.string(),
      /** Whether it affects callers of the published version. */
      isLive: z.boolean(),
      steps: z.array(z.string()),
      reason: Reason,
    }),
  ),
  /** Number of checked objects, so that an empty result is meaningful. */
  looked: z.strictObject({ models: z.number().int(), apps: z.number().int(), routes: z.number().int() }),
})
export type PolicyPreview = z.infer<typeof PolicyPreview>

/** Previews what a policy would forbid now. Changes nothing. */
export const previewModelPolicy = defineContract({
  name: 'governance.preview',
  method: 'POST',
  path: '/api/studio/governance/policy/preview',
  access: 'viewer',
  body: ModelPolicy,
  response: PolicyPreview,
})
