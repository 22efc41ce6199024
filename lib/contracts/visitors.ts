import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { ProblemRef } from './problem'
import { Done, PageQuery, Timestamp } from './shared'

const AppParams = z.strictObject({ appId: Id })

/** Returns the secret with which the customer's server signs identity tokens. */
export const getIdentitySecret = defineContract({
  name: 'visitors.getIdentitySecret',
  method: 'GET',
  path: '/api/studio/apps/:appId/identity-secret',
  access: 'viewer',
  params: AppParams,
  response: z.strictObject({ last4: z.string().nullable() }),
})

/** Creates the secret or replaces it; the old one stops working at once. Only this response contains it. */
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
  /** The customer's own name for a signed-in visitor; null for others. */
  visitor: z.string().nullable(),
  origin: z.string(),
  values: z.record(z.string(), z.string()),
  consent: z.string(),
  delivery: z.enum(['none', 'queued', 'retrying', 'sent', 'failed']),
  /** Why the last attempt failed; null where none failed, or the reason is unknown. */
  problem: z.string().nullable(),
  problemRef: ProblemRef,
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

/** Retries an undelivered request now. @throws CONFLICT if it was delivered or deleted */
export const resendVisitorRequest = defineContract({
  name: 'visitors.resend',
  method: 'POST',
  path: '/api/studio/apps/:appId/visitor-requests/:requestId/resend',
  access: 'editor',
  params: z.strictObject({ appId: Id, requestId: Id }),
  response: Done,
})
