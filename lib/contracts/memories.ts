import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { PageQuery, Timestamp } from './shared'

/** A name of up to 200 characters with its kind, such as `user:`. */
const EndUser = z.string().max(210)

const AppParams = z.strictObject({ appId: Id })

export const MemoryView = z.strictObject({
  id: Id,
  endUser: z.string(),
  text: z.string(),
  /** Empty for facts of draft runs. */
  environment: z.string(),
  /** Whether all apps of the workspace recall it. */
  isShared: z.boolean(),
  /** The run that stored it last. */
  runId: Id.nullable(),
  updatedAt: Timestamp,
  expiresAt: Timestamp,
})
export type MemoryView = z.infer<typeof MemoryView>

/** Facts about end users that the app has stored, newest first. */
export const listMemories = defineContract({
  name: 'memories.list',
  method: 'GET',
  path: '/api/studio/apps/:appId/memories',
  access: 'viewer',
  params: AppParams,
  query: PageQuery.extend({
    endUser: EndUser.optional(),
    search: z.string().trim().max(100).optional(),
  }),
  response: z.strictObject({ memories: z.array(MemoryView), nextCursor: Id.nullable() }),
})

/** Deletes one fact. */
export const deleteMemory = defineContract({
  name: 'memories.delete',
  method: 'DELETE',
  path: '/api/studio/apps/:appId/memories/:memoryId',
  access: 'editor',
  params: z.strictObject({ appId: Id, memoryId: Id }),
  response: z.strictObject({ ok: z.literal(true) }),
})

/** Deletes all facts that the app has stored about an end user, and their consent, so that they are asked again. */
export const forgetEndUser = defineContract({
  name: 'memories.forget',
  method: 'POST',
  path: '/api/studio/apps/:appId/memories/forget',
  access: 'editor',
  params: AppParams,
  body: z.strictObject({ endUser: EndUser.min(1) }),
  response: z.strictObject({ deleted: z.number().int() }),
})
