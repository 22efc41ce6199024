import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract } from './contract'
import { Role } from './session'
import { Done, Timestamp } from './shared'

/** Roles that can be assigned without a password; only `makeOwner` transfers ownership. */
export const GRANTED_ROLES = ['viewer', 'runner', 'editor'] as const
export const GrantedRole = z.enum(GRANTED_ROLES)
export type GrantedRole = z.infer<typeof GrantedRole>

export const MemberView = z.strictObject({
  userId: Id,
  name: z.string(),
  email: z.string(),
  /**
   * Whether the workspace trusts that the address belongs to this person; only then does it grant access to documents.
   */
  isEmailConfirmed: z.boolean(),
  role: Role,
  joinedAt: Timestamp,
})
export type MemberView = z.infer<typeof MemberView>

const OneMember = z.strictObject({ userId: Id })

export const listMembers = defineContract({
  name: 'members.list',
  method: 'GET',
  path: '/api/studio/members',
  access: 'viewer',
  response: z.strictObject({ members: z.array(MemberView) }),
})

export const setMemberRole = defineContract({
  name: 'members.setRole',
  method: 'PUT',
  path: '/api/studio/members/:userId/role',
  access: 'owner',
  params: OneMember,
  body: z.strictObject({ role: GrantedRole }),
  response: Done,
})

/** Transfers or shares ownership; requires the owner's password. Without `stay` the caller becomes an editor. */
export const makeOwner = defineContract({
  name: 'members.makeOwner',
  method: 'POST',
  path: '/api/studio/members/:userId/owner',
  access: 'owner',
  params: OneMember,
  body: z.strictObject({
    password: z.string().min(1, schemaError('forms.passwordMissing')).max(128),
    stay: z.boolean(),
  }),
  response: Done,
})

export const removeMember = defineContract({
  name: 'members.remove',
  method: 'DELETE',
  path: '/api/studio/members/:userId',
  access: 'owner',
  params: OneMember,
  response: Done,
})

/** Confirms that the email address belongs to this person. */
export const confirmAddress = defineContract({
  name: 'members.confirmAddress',
  method: 'PUT',
  path: '/api/studio/members/:userId/address',
  access: 'owner',
  params: OneMember,
  response: Done,
})

/**
 * Reclaims an address from an account that claimed it: the account leaves the workspace and can no longer sign in, and
 * another account can use the address. Not for confirmed addresses and members of other workspaces.
 */
export const freeAddress = defineContract({
  name: 'members.freeAddress',
  method: 'DELETE',
  path: '/api/studio/members/:userId/address',
  access: 'owner',
  params: OneMember,
  response: Done,
})

export const leaveWorkspace = defineContract({
  name: 'members.leave',
  method: 'DELETE',
  path: '/api/studio/workspace/membership',
  access: 'viewer',
  response: Done,
})
