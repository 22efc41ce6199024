import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { defineContract } from './contract'
import { Role } from './session'
import { Done, Timestamp } from './shared'

/** What a person can be made without a password: ownership is given by `makeOwner` alone. */
export const GRANTED_ROLES = ['viewer', 'runner', 'editor'] as const
export const GrantedRole = z.enum(GRANTED_ROLES)
export type GrantedRole = z.infer<typeof GrantedRole>

export const MemberView = z.strictObject({
  userId: Id,
  name: z.string(),
  email: z.string(),
  /** Whether the workspace trusts that the address is this person's; only then it counts in lists of who may see a document. */
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

/** Asks for the owner's own password again. Without `stay` he hands the workspace over and becomes an editor. */
export const makeOwner = defineContract({
  name: 'members.makeOwner',
  method: 'POST',
  path: '/api/studio/members/:userId/owner',
  access: 'owner',
  params: OneMember,
  body: z.strictObject({ password: z.string().min(1, 'Type your password.').max(128), stay: z.boolean() }),
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

/** Vouches that the e-mail address is this person's. */
export const confirmAddress = defineContract({
  name: 'members.confirmAddress',
  method: 'PUT',
  path: '/api/studio/members/:userId/address',
  access: 'owner',
  params: OneMember,
  response: Done,
})

/**
 * Takes an address back from an account that took it: the account leaves the workspace and can no longer sign in, and
 * the address is free for another account. Not for confirmed addresses and members of other workspaces.
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
