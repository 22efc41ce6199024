import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { KeyLimits } from './protection'
import { Done, Name, Timestamp } from './shared'

export const ApiKeyView = z.strictObject({
  id: Id,
  name: z.string(),
  /** `pb_live_ab12…` */
  start: z.string(),
  last4: z.string(),
  /** Apps that the key may run, and trained models that it may call; at least one of the two. */
  apps: z.array(z.strictObject({ id: Id, name: z.string() })),
  models: z.array(z.strictObject({ id: Id, name: z.string() })),
  /** The only environment of its apps that the key gives access to; null for all. */
  environment: z.string().nullable(),
  /** Whether it may start evaluations of its apps, which costs model calls. */
  canEvaluate: z.boolean(),
  /**
   * The member who authorized it for an OAuth client; such a key has no secret that can be copied. Null for
   * a regular key.
   */
  program: z.strictObject({ member: z.string() }).nullable(),
  createdAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
  expiresAt: Timestamp.nullable(),
  limits: KeyLimits,
})
export type ApiKeyView = z.infer<typeof ApiKeyView>

export const listKeys = defineContract({
  name: 'keys.list',
  method: 'GET',
  path: '/api/studio/keys',
  access: 'editor',
  response: z.strictObject({ keys: z.array(ApiKeyView) }),
})

/** Creates a key. Only this response contains it. */
export const createKey = defineContract({
  name: 'keys.create',
  method: 'POST',
  path: '/api/studio/keys',
  access: 'editor',
  body: z
    .strictObject({
      name: Name,
      appIds: z.array(Id).max(100).default([]),
      modelIds: z.array(Id).max(100).default([]),
      expiresInDays: z.number().int().min(1).max(365).optional(),
      environment: EnvironmentName.optional(),
      canEvaluate: z.boolean().default(false),
      limits: KeyLimits.optional(),
      /** Creates a budget for this key, by UTC day. */
      dailyBudgetMicros: z.number().int().min(1).max(1_000_000_000_000).optional(),
    })
    .refine(({ appIds, modelIds }) => appIds.length + modelIds.length > 0, {
      ...schemaError('forms.scopeMissing'),
      path: ['appIds'],
    }),
  response: z.strictObject({ key: ApiKeyView, secret: z.string() }),
})

export const revokeKey = defineContract({
  name: 'keys.revoke',
  method: 'DELETE',
  path: '/api/studio/keys/:keyId',
  access: 'editor',
  params: z.strictObject({ keyId: Id }),
  response: Done,
})
