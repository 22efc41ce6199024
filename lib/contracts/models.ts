import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Done, Name, Timestamp } from './shared'

/** A folder of lib/providers. */
export const ProviderId = z.string().regex(/^[a-z0-9-]{2,40}$/)

export const ModelAbility = z.enum(['chat', 'embed', 'rerank', 'transcribe', 'speak', 'image'])

/** Our own limits of a connection, shared by all processes. */
export const ConnectionLimits = z.strictObject({
  maxConcurrent: z.number().int().min(1).max(10_000).optional(),
  requestsPerMinute: z.number().int().min(1).max(1_000_000).optional(),
})
export type ConnectionLimits = z.infer<typeof ConnectionLimits>

export const ConnectionView = z.strictObject({
  id: Id,
  name: z.string(),
  provider: ProviderId,
  baseUrl: z.string().nullable(),
  /** Provider settings besides address and key. */
  fields: z.record(z.string(), z.string()),
  hasKey: z.boolean(),
  /**
   * Last four characters of the key; the key itself never leaves the server. Null for a file, and for a key too short
   * to show a part of it.
   */
  last4: z.string().nullable(),
  /** Further keys of the same account. */
  moreKeys: z.array(z.strictObject({ id: Id, last4: z.string().nullable() })),
  limits: ConnectionLimits.nullable(),
  models: z.array(z.strictObject({ id: z.string(), label: z.string(), ability: ModelAbility })),
  status: z.enum(['ok', 'failing', 'untested']),
  /** Why the last test failed, as a sentence. */
  statusMessage: z.string().nullable(),
  statusRef: ProblemRef,
  /** The address of this computer that an owner may allow; set if the last test was blocked. */
  blockedAddress: z.string().nullable(),
  testedAt: Timestamp.nullable(),
  updatedAt: Timestamp,
})
export type ConnectionView = z.infer<typeof ConnectionView>

const ConnectionParams = z.strictObject({ connectionId: Id })
const BaseUrl = z
  .url({ protocol: /^https?$/, ...schemaError('forms.baseUrl') })
  .max(500)
  .refine((url) => !URL.canParse(url) || (new URL(url).username === '' && new URL(url).password === ''), {
    ...schemaError('forms.baseUrlWithKey'),
  })
/** Long enough for a service account's file. */
const ApiKey = z.string().trim().min(1).max(20_000)
/** Validated by the service's manifest as well. */
const Fields = z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/), z.string().trim().max(4_000))
const KeyCount = 20

export const listConnections = defineContract({
  name: 'connections.list',
  method: 'GET',
  path: '/api/studio/connections',
  access: 'viewer',
  response: z.strictObject({ connections: z.array(ConnectionView) }),
})

/** Saves and tests a connection. It is saved even if the test fails, which `status` shows. */
export const createConnection = defineContract({
  name: 'connections.create',
  method: 'POST',
  path: '/api/studio/connections',
  access: 'editor',
  body: z.strictObject({
    name: Name,
    provider: ProviderId,
    baseUrl: BaseUrl.optional(),
    fields: Fields.optional(),
    apiKey: ApiKey.optional(),
    moreKeys: z.array(ApiKey).max(KeyCount).optional(),
    limits: ConnectionLimits.optional(),
  }),
  response: ConnectionView,
})

/**
 * Changes a connection. Without `apiKey` the stored one stays; a changed host requires the key again, so that it cannot
 * be sent elsewhere, and deletes the further ones. `baseUrl: null` resets to the service's own, `limits: null` removes
 * them.
 */
export const updateConnection = defineContract({
  name: 'connections.update',
  method: 'PATCH',
  path: '/api/studio/connections/:connectionId',
  access: 'editor',
  params: ConnectionParams,
  body: z.strictObject({
    name: Name.optional(),
    baseUrl: BaseUrl.nullable().optional(),
    fields: Fields.optional(),
    apiKey: ApiKey.optional(),
    moreKeys: z
      .strictObject({ add: z.array(ApiKey).max(KeyCount).optional(), remove: z.array(Id).max(KeyCount).optional() })
      .optional(),
    limits: ConnectionLimits.nullable().optional(),
  }),
  response: ConnectionView,
})

export const testConnection = defineContract({
  name: 'connections.test',
  method: 'POST',
  path: '/api/studio/connections/:connectionId/test',
  access: 'editor',
  params: ConnectionParams,
  response: ConnectionView,
})

export const deleteConnection = defineContract({
  name: 'connections.delete',
  method: 'DELETE',
  path: '/api/studio/connections/:connectionId',
  access: 'editor',
  params: ConnectionParams,
  response: Done,
})

/** Finds model servers on this computer's loopback ports. Empty when the operator does not allow it. */
export const detectLocalModels = defineContract({
  name: 'connections.detect',
  method: 'GET',
  path: '/api/studio/connections/detect',
  access: 'editor',
  response: z.strictObject({
    servers: z.array(
      z.strictObject({
        kind: z.string(),
        name: z.string(),
        provider: ProviderId,
        baseUrl: z.string(),
        models: z.array(z.string()),
      }),
    ),
  }),
})

export const ModelOption = z.strictObject({
  connection: z.string(),
  connectionName: z.string(),
  model: z.string(),
  label: z.string(),
  ability: ModelAbility,
  /** Answers only by quoting passages; no language model. */
  extractive: z.boolean(),
  tools: z.boolean(),
  /** Provider of its connection; null for routes, trained and built-in models. */
  provider: ProviderId.nullable(),
  /** Maximum tokens of prompt and answer together; null if unknown. */
  contextTokens: z.number().int().nullable(),
  /** Millionths of a US dollar for a million tokens; null if unknown. */
  inputMicros: z.number().int().nullable(),
  outputMicros: z.number().int().nullable(),
})
export type ModelOption = z.infer<typeof ModelOption>

/** Lists the models for a model picker; `defaultChat` is what `auto` currently resolves to. */
export const listModels = defineContract({
  name: 'models.list',
  method: 'GET',
  path: '/api/studio/models',
  access: 'viewer',
  response: z.strictObject({
    models: z.array(ModelOption),
    defaultChat: z.strictObject({ connection: z.string(), model: z.string() }),
  }),
})

/** Sets the default models; `null` resets to the built-in one. */
export const setDefaultModel = defineContract({
  name: 'models.setDefault',
  method: 'PUT',
  path: '/api/studio/models/default',
  access: 'editor',
  body: z.strictObject({
    /** A connection's id, `route`, or `trained`. */
    chat: z
      .strictObject({ connection: z.union([Id, z.enum(['route', 'trained'])]), model: z.string().min(1).max(200) })
      .nullable(),
  }),
  response: Done,
})
