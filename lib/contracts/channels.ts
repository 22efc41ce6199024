import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { PluginName } from './integrations/connections'
import { ProblemRef } from './problem'
import { Done, Timestamp } from './shared'

/** The maximum body size of a service's request. */
export const MAX_CHANNEL_BYTES = 1_000_000

const Values = z.record(z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/), z.string().trim().max(2_000))

export const ChannelView = z.strictObject({
  id: Id,
  appId: Id,
  plugin: PluginName,
  /** The connection that sends the answers; null if it was deleted. */
  connectionId: Id.nullable(),
  /** Values of the public fields. */
  fields: z.record(z.string(), z.string()),
  /** The address that the service calls. */
  url: z.string(),
  enabled: z.boolean(),
  lastMessageAt: Timestamp.nullable(),
  lastError: z.string().nullable(),
  lastErrorRef: ProblemRef,
  updatedAt: Timestamp,
})
export type ChannelView = z.infer<typeof ChannelView>

/** The response that creates secrets is the only one that contains them. */
const ChannelWithSecrets = z.strictObject({ channel: ChannelView, generated: z.record(z.string(), z.string()) })

const ChannelParams = z.strictObject({ channelId: Id })
const AppParams = z.strictObject({ appId: Id })

export const listChannels = defineContract({
  name: 'channels.list',
  method: 'GET',
  path: '/api/studio/apps/:appId/channels',
  access: 'editor',
  params: AppParams,
  response: z.strictObject({ channels: z.array(ChannelView) }),
})

/** Connects a chat app with a service and, where the service allows it, registers the address there. */
export const createChannel = defineContract({
  name: 'channels.create',
  method: 'POST',
  path: '/api/studio/apps/:appId/channels',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({
    plugin: PluginName,
    connectionId: Id,
    /** Public and secret fields of the channel. */
    values: Values.default({}),
  }),
  response: ChannelWithSecrets,
})

/** Absent values stay unchanged. */
export const updateChannel = defineContract({
  name: 'channels.update',
  method: 'PATCH',
  path: '/api/studio/channels/:channelId',
  access: 'editor',
  params: ChannelParams,
  body: z.strictObject({ connectionId: Id.optional(), values: Values.optional(), enabled: z.boolean().optional() }),
  response: ChannelView,
})

export const deleteChannel = defineContract({
  name: 'channels.delete',
  method: 'DELETE',
  path: '/api/studio/channels/:channelId',
  access: 'editor',
  params: ChannelParams,
  response: Done,
})

/** Sends a short text, so that people see that the connection may write there. */
export const testChannel = defineContract({
  name: 'channels.test',
  method: 'POST',
  path: '/api/studio/channels/:channelId/test',
  access: 'editor',
  params: ChannelParams,
  body: z.strictObject({ recipient: z.string().trim().min(1).max(300) }),
  response: Done,
})
