import { z } from 'zod'
import { EnvironmentName, Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { KeyLimits } from './protection'
import { Done, Name, Timestamp } from './shared'

export const ApiKeyView = z.strictObject({
  id: Id,
  name: z.string(),
  /** `pb_live_ab12…` */
  start: z.string(),
  last4: z.string(),
  /** Apps that the key may run, and trained models that it may call; one of the two is there. */
  apps: z.array(z.strictObject({ id: Id, name: z.string() })),
  models: z.array(z.strictObject({ id: Id, name: z.string() })),
  /** The only environment of its apps that it opens; null: all of them. */
  environment: z.string().nullable(),
  /** Whose it is that a member let in; it has no secret that anybody could copy. null: a key like others. */
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

/** The only answer that ever holds the key itself. */
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
      limits: KeyLimits.optional(),
      /** Makes a budget for this key, by UTC days. */
      dailyBudgetMicros: z.number().int().min(1).max(1_000_000_000_000).optional(),
    })
    .refine(({ appIds, modelIds }) => appIds.length + modelIds.length > 0, {
      error: 'Choose at least one app or trained model.',
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
