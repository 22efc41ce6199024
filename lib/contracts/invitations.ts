import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { GrantedRole } from './members'
import { Email, Password, PersonName, SessionView } from './session'
import { Done, Timestamp } from './shared'

export const InvitationView = z.strictObject({
  id: Id,
  role: GrantedRole,
  /** Only this person may use the link; null allows anyone with the link. */
  email: z.string().nullable(),
  createdBy: z.string().nullable(),
  createdAt: Timestamp,
  expiresAt: Timestamp,
})
export type InvitationView = z.infer<typeof InvitationView>

const Token = z.string().max(200)

/** Lists open invitations: not used, withdrawn or expired. */
export const listInvitations = defineContract({
  name: 'invitations.list',
  method: 'GET',
  path: '/api/studio/invitations',
  access: 'owner',
  response: z.strictObject({ invitations: z.array(InvitationView) }),
})

/** Only this response contains `url`; only a hash of its token is stored. */
export const createInvitation = defineContract({
  name: 'invitations.create',
  method: 'POST',
  path: '/api/studio/invitations',
  access: 'owner',
  body: z.strictObject({ role: GrantedRole, email: Email.optional() }),
  response: z.strictObject({ invitation: InvitationView, url: z.string() }),
})

export const revokeInvitation = defineContract({
  name: 'invitations.revoke',
  method: 'DELETE',
  path: '/api/studio/invitations/:invitationId',
  access: 'owner',
  params: z.strictObject({ invitationId: Id }),
  response: Done,
})

/** Describes the target of a link. The token is in the body, so that access logs do not contain it. */
export const readInvitation = defineContract({
  name: 'invitations.read',
  method: 'POST',
  path: '/api/studio/invitations/read',
  access: 'public',
  body: z.strictObject({ token: Token }),
  response: z.strictObject({
    workspaceName: z.string(),
    role: GrantedRole,
    email: z.string().nullable(),
    invitedBy: z.string().nullable(),
  }),
})

/** A signed-in person joins. */
export const acceptInvitation = defineContract({
  name: 'invitations.accept',
  method: 'POST',
  path: '/api/studio/invitations/accept',
  access: 'public',
  body: z.strictObject({ token: Token }),
  response: SessionView,
})

/** A new person creates an account and joins. */
export const joinByInvitation = defineContract({
  name: 'invitations.join',
  method: 'POST',
  path: '/api/studio/invitations/join',
  access: 'public',
  body: z.strictObject({ token: Token, name: PersonName, email: Email, password: Password }),
  response: SessionView,
})
