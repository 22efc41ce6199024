import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { defineContract } from './contract'
import { PageQuery, Timestamp } from './shared'

export const AuditEventView = z.strictObject({
  id: Id,
  at: Timestamp,
  actorName: z.string(),
  action: z.string(),
  subject: z.string(),
  before: JsonObjectSchema.nullable(),
  after: JsonObjectSchema.nullable(),
})
export type AuditEventView = z.infer<typeof AuditEventView>

/** Changes to people and the workspace, newest first. */
export const listAuditEvents = defineContract({
  name: 'audit.list',
  method: 'GET',
  path: '/api/studio/audit',
  access: 'owner',
  query: PageQuery,
  response: z.strictObject({ events: z.array(AuditEventView), nextCursor: Id.nullable() }),
})
