import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { Done, Timestamp } from './shared'

/** An OAuth client's authorization request, from the query string (OAuth 2.1, RFC 8707). */
export const AuthorizationRequest = z.strictObject({
  response_type: z.literal('code', schemaError('forms.oauthResponseType')),
  client_id: z.uuid(schemaError('forms.oauthClientUnknown')),
  redirect_uri: z.string().min(1).max(1_000),
  code_challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/, schemaError('forms.codeChallenge')),
  code_challenge_method: z.literal('S256', schemaError('forms.oauthChallengeMethod')),
  state: z.string().max(2_000).optional(),
  /** The URL that the client wants to call. */
  resource: z.string().max(1_000).optional(),
  /** There is only one scope. */
  scope: z.string().max(1_000).optional(),
})
export type AuthorizationRequest = z.infer<typeof AuthorizationRequest>

export const describeAuthorization = defineContract({
  name: 'programs.describe',
  method: 'GET',
  path: '/api/studio/programs/authorization',
  access: 'runner',
  query: AuthorizationRequest,
  response: z.strictObject({
    program: z.strictObject({
      /** The name given by the client itself. */
      name: z.string(),
      target: z.strictObject({ kind: z.enum(['site', 'computer', 'program']), name: z.string() }),
    }),
    workspace: z.string(),
    /** Published apps that this person may grant it. */
    apps: z.array(z.strictObject({ id: Id, name: z.string(), title: z.string(), description: z.string() })),
    /** URL to which the browser is redirected when the person denies access. */
    denyTo: z.string(),
  }),
})

export const approveAuthorization = defineContract({
  name: 'programs.approve',
  method: 'POST',
  path: '/api/studio/programs/authorization',
  access: 'runner',
  body: z.strictObject({
    request: AuthorizationRequest,
    appIds: z.array(Id).min(1, schemaError('forms.appsMissing')).max(100),
  }),
  response: z.strictObject({ redirectTo: z.string() }),
})

/** An OAuth client with a grant in this workspace. */
export const ConnectedApp = z.strictObject({
  /** Id of its key. */
  id: Id,
  name: z.string(),
  apps: z.array(z.strictObject({ id: Id, name: z.string() })),
  createdAt: Timestamp,
  lastUsedAt: Timestamp.nullable(),
  /** Time at which the grant expires unless the client calls before. */
  expiresAt: Timestamp.nullable(),
})
export type ConnectedApp = z.infer<typeof ConnectedApp>

export const listConnectedApps = defineContract({
  name: 'programs.list',
  method: 'GET',
  path: '/api/studio/programs',
  access: 'runner',
  response: z.strictObject({ programs: z.array(ConnectedApp) }),
})

export const removeConnectedApp = defineContract({
  name: 'programs.remove',
  method: 'DELETE',
  path: '/api/studio/programs/:programId',
  access: 'runner',
  params: z.strictObject({ programId: Id }),
  response: Done,
})
