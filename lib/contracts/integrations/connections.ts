import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from '../contract'
import { ProblemRef } from '../problem'
import { Done, Name, Timestamp } from '../shared'
import { CustomService } from './custom-service'

/** Folder in lib/plugins, or `custom` for a service that the connection itself describes. */
export const PluginName = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)

const FieldValues = z.record(z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/), z.string().max(20_000))

export const OAuthClientView = z.strictObject({ clientId: z.string(), hasSecret: z.boolean() })

export const IntegrationConnectionView = z.strictObject({
  id: Id,
  name: z.string(),
  plugin: PluginName,
  /** Id of one of the plugin's connection kinds; `custom` for a custom service. */
  kind: z.string(),
  custom: CustomService.nullable(),
  /** Origins that the credentials may be sent to. */
  hosts: z.array(z.string()),
  /** The member who owns it; null if the workspace does. */
  owner: z.strictObject({ id: Id, name: z.string() }).nullable(),
  /** Number of end users who have signed in with their own account. Null if one account serves everyone. */
  endUsers: z.strictObject({ connected: z.number().int() }).nullable(),
  /** The account of an end user or member for one app: it is never named by a graph. */
  isOwnAccount: z.boolean(),
  /** Public fields. Secrets never leave the server. */
  fields: z.record(z.string(), z.string()),
  /** Fields that texts can reference as `{{connection.name.field}}`. */
  placeable: z.array(z.string()),
  last4: z.string().nullable(),
  oauthClient: OAuthClientView.nullable(),
  /** Whether a person signs in at the service. */
  signIn: z.enum(['none', 'browser', 'device']),
  status: z.enum(['ok', 'expiring', 'reconnect']),
  statusMessage: z.string().nullable(),
  statusRef: ProblemRef,
  account: z.string().nullable(),
  /** Scopes granted by the service; null if unknown. */
  scopes: z.array(z.string()).nullable(),
  /** Scopes that were requested, but not granted. */
  missingScopes: z.array(z.string()),
  expiresAt: Timestamp.nullable(),
  testedAt: Timestamp.nullable(),
  updatedAt: Timestamp,
})
export type IntegrationConnectionView = z.infer<typeof IntegrationConnectionView>

const OneConnection = z.strictObject({ integrationConnectionId: Id })

export const listIntegrationConnections = defineContract({
  name: 'integrations.connections.list',
  method: 'GET',
  path: '/api/studio/integration-connections',
  access: 'editor',
  query: z.strictObject({ plugin: PluginName.optional() }),
  response: z.strictObject({
    connections: z.array(IntegrationConnectionView),
    /** The URL to register at the service. */
    redirectUri: z.string(),
  }),
})

const OAuthClient = z.strictObject({
  clientId: z.string().trim().min(1, schemaError('forms.clientIdMissing')).max(500),
  clientSecret: z.string().trim().max(2_000).optional(),
})

/**
 * Saves and tests a connection. A failed test, and a sign-in that is still to be done, save it in the state
 * `reconnect`.
 */
export const createIntegrationConnection = defineContract({
  name: 'integrations.connections.create',
  method: 'POST',
  path: '/api/studio/integration-connections',
  access: 'editor',
  body: z.strictObject({
    name: Name,
    plugin: PluginName,
    kind: z.string().max(40),
    /** For the plugin `custom`. */
    custom: CustomService.optional(),
    /** `end-users`: each end user of an app signs in. Only for kinds where people sign in in the browser. */
    owner: z.enum(['workspace', 'member', 'end-users']).default('workspace'),
    /** Public and secret fields. */
    values: FieldValues.default({}),
    oauthClient: OAuthClient.optional(),
  }),
  response: IntegrationConnectionView,
})

/** Secrets that are absent stay, unless the hosts change: then all of them must be entered again. */
export const updateIntegrationConnection = defineContract({
  name: 'integrations.connections.update',
  method: 'PATCH',
  path: '/api/studio/integration-connections/:integrationConnectionId',
  access: 'editor',
  params: OneConnection,
  body: z.strictObject({
    name: Name.optional(),
    custom: CustomService.optional(),
    values: FieldValues.optional(),
    oauthClient: OAuthClient.optional(),
  }),
  response: IntegrationConnectionView,
})

export const testIntegrationConnection = defineContract({
  name: 'integrations.connections.test',
  method: 'POST',
  path: '/api/studio/integration-connections/:integrationConnectionId/test',
  access: 'editor',
  params: OneConnection,
  response: IntegrationConnectionView,
})

export const IntegrationConnectionUses = z.strictObject({
  apps: z.array(z.strictObject({ id: Id, name: z.string(), isLive: z.boolean() })),
  channels: z.array(z.strictObject({ id: Id, plugin: PluginName, appId: Id, appName: z.string() })),
  /** Triggers of apps that start on events of the service. */
  triggers: z.array(z.strictObject({ id: Id, name: z.string(), appId: Id, appName: z.string() })),
})
export type IntegrationConnectionUses = z.infer<typeof IntegrationConnectionUses>

export const listIntegrationConnectionUses = defineContract({
  name: 'integrations.connections.uses',
  method: 'GET',
  path: '/api/studio/integration-connections/:integrationConnectionId/uses',
  access: 'editor',
  params: OneConnection,
  response: IntegrationConnectionUses,
})

/** 409 CONFLICT while something uses it, unless `confirm` is set. */
export const deleteIntegrationConnection = defineContract({
  name: 'integrations.connections.delete',
  method: 'DELETE',
  path: '/api/studio/integration-connections/:integrationConnectionId',
  access: 'editor',
  params: OneConnection,
  query: z.strictObject({ confirm: z.enum(['true']).optional() }),
  response: Done,
})
