import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { ReleaseRequestView } from './releases'
import { RolloutView } from './rollouts'
import { ModelChoice } from './routes'
import { SaveSecretBody, SecretView } from './secrets'
import { Done, Timestamp } from './shared'

/** Every app has these; others can be added. */
export const STANDARD_ENVIRONMENTS = ['development', 'staging', 'production'] as const

/** While set, runs are rejected with this message. */
export const Maintenance = z.strictObject({
  message: z.string().trim().min(1, schemaError('forms.noticeMissing')).max(500),
  retryAfterSeconds: z.number().int().min(1).max(604_800).default(300),
})
export type Maintenance = z.infer<typeof Maintenance>

/** In this environment `to` replaces `from` wherever a step names it. Either may be a route. */
export const ModelOverride = z.strictObject({ from: ModelChoice, to: ModelChoice })
export type ModelOverride = z.infer<typeof ModelOverride>

export const EnvironmentView = z.strictObject({
  name: z.string(),
  isStandard: z.boolean(),
  /** The URL for API clients and pages; null before the first publication. */
  address: z.string().nullable(),
  live: z
    .strictObject({
      versionId: Id,
      number: z.number().int(),
      note: z.string(),
      /** Null if it was released before the history was recorded. */
      since: Timestamp.nullable(),
      by: z.string().nullable(),
      /** Whether another version was live here before, so that a rollback is possible. */
      hasEarlier: z.boolean(),
    })
    .nullable(),
  durability: z.enum(['async', 'sync']),
  runsPerKey: z.number().int(),
  needsApproval: z.boolean(),
  models: z.array(ModelOverride),
  secretNames: z.array(z.string()),
  maintenance: Maintenance.nullable(),
  orders: z.array(ReleaseRequestView),
  rollout: RolloutView.nullable(),
})
export type EnvironmentView = z.infer<typeof EnvironmentView>

const AppParams = z.strictObject({ appId: Id })
const EnvironmentParams = z.strictObject({ appId: Id, environment: EnvironmentName })

export const listEnvironments = defineContract({
  name: 'environments.list',
  method: 'GET',
  path: '/api/studio/apps/:appId/environments',
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({ environments: z.array(EnvironmentView) }),
})

export const createEnvironment = defineContract({
  name: 'environments.create',
  method: 'POST',
  path: '/api/studio/apps/:appId/environments',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({ name: EnvironmentName }),
  response: Done,
})

/** Changes an environment. Only an owner may turn the approval on or off, or change models while it is on. */
export const updateEnvironment = defineContract({
  name: 'environments.update',
  method: 'PATCH',
  path: '/api/studio/apps/:appId/environments/:environment',
  access: 'editor',
  params: EnvironmentParams,
  body: z
    .strictObject({
      durability: z.enum(['async', 'sync']),
      runsPerKey: z.number().int().min(1).max(100),
      needsApproval: z.boolean(),
      models: z.array(ModelOverride).max(50),
    })
    .partial(),
  response: Done,
})

/**
 * Deletes a custom environment with its secrets and planned releases. Requires an owner where releases need an
 * approval.
 */
export const deleteEnvironment = defineContract({
  name: 'environments.delete',
  method: 'DELETE',
  path: '/api/studio/apps/:appId/environments/:environment',
  access: 'editor',
  params: EnvironmentParams,
  response: Done,
})

/** `environment: null` means all environments of the app; `maintenance: null` ends it. */
export const setMaintenance = defineContract({
  name: 'environments.setMaintenance',
  method: 'PUT',
  path: '/api/studio/apps/:appId/maintenance',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({ environment: EnvironmentName.nullable(), maintenance: Maintenance.nullable() }),
  response: Done,
})

export const listEnvironmentSecrets = defineContract({
  name: 'environmentSecrets.list',
  method: 'GET',
  path: '/api/studio/apps/:appId/environments/:environment/secrets',
  access: 'editor',
  params: EnvironmentParams,
  response: z.strictObject({ secrets: z.array(SecretView) }),
})

export const saveEnvironmentSecret = defineContract({
  name: 'environmentSecrets.save',
  method: 'PUT',
  path: '/api/studio/apps/:appId/environments/:environment/secrets',
  access: 'editor',
  params: EnvironmentParams,
  body: SaveSecretBody,
  response: SecretView,
})

export const deleteEnvironmentSecret = defineContract({
  name: 'environmentSecrets.delete',
  method: 'DELETE',
  path: '/api/studio/apps/:appId/environments/:environment/secrets/:environmentSecretId',
  access: 'editor',
  params: EnvironmentParams.extend({ environmentSecretId: Id }),
  response: Done,
})
