import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { Done, PageQuery, Timestamp } from './shared'

const AppParams = z.strictObject({ appId: Id })

/** What the customer's server signs the names of its users with. */
export const getIdentitySecret = defineContract({
  name: 'visitors.getIdentitySecret',
  method: 'GET',
  path: '/api/studio/apps/:appId/identity-secret',
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({ last4: z.string().nullable() }),
})

/** Makes one, or a new one in place of the old, which ends at once. It is shown in this answer only. */
export const rotateIdentitySecret = defineContract({
  name: 'visitors.rotateIdentitySecret',
  method: 'POST',
  path: '/api/studio/apps/:appId/identity-secret',
  access: 'editor',
  params: AppParams,
  response: z.strictObject({ secret: z.string(), last4: z.string() }),
})

export const VisitorRequestView = z.strictObject({
  id: Id,
  kind: z.enum(['lead', 'handover']),
  /** The customer's own name for a visitor whom it has signed in; null for others. */
  visitor: z.string().nullable(),
  origin: z.string(),
  values: z.record(z.string(), z.string()),
  consent: z.string(),
  delivery: z.enum(['none', 'queued', 'retrying', 'sent', 'failed']),
  /** Why the last try did not arrive; null where none failed, or is not known. */
  problem: z.string().nullable(),
  /** The last run of the conversation that was handed over. */
  runId: Id.nullable(),
  createdAt: Timestamp,
})
export type VisitorRequestView = z.infer<typeof VisitorRequestView>

export const listVisitorRequests = defineContract({
  name: 'visitors.list',
  method: 'GET',
  path: '/api/studio/apps/:appId/visitor-requests',
  access: 'viewer',
  params: AppParams,
  query: PageQuery.extend({
    kind: z.enum(['lead', 'handover']).optional(),
    search: z.string().trim().max(100).optional(),
  }),
  response: z.strictObject({ requests: z.array(VisitorRequestView), nextCursor: Id.nullable() }),
})

export const deleteVisitorRequest = defineContract({
  name: 'visitors.delete',
  method: 'DELETE',
  path: '/api/studio/apps/:appId/visitor-requests/:requestId',
  access: 'editor',
  params: z.strictObject({ appId: Id, requestId: Id }),
  response: Done,
})

/** Sends what was not delivered once more, now. @throws CONFLICT when it was, or is gone */
export const resendVisitorRequest = defineContract({
  name: 'visitors.resend',
  method: 'POST',
  path: '/api/studio/apps/:appId/visitor-requests/:requestId/resend',
  access: 'editor',
  params: z.strictObject({ appId: Id, requestId: Id }),
  response: Done,
})
