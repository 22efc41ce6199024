import 'server-only'
import { ROLES, type Role } from '@/lib/contracts/session'

/** The authenticated caller. Every verb checks it first. */
export interface UserActor {
  kind: 'user'
  userId: string
  name: string
  email: string
  isEmailConfirmed: boolean
  role: Role
}
/** The instance itself: jobs, the sweeper, and the public API acting for a published app. */
export interface SystemActor {
  kind: 'system'
}
export type Actor = UserActor | SystemActor

export function hasRole(actor: Actor, minRole: Role): boolean {
  return actor.kind === 'system' || ROLES.indexOf(actor.role) >= ROLES.indexOf(minRole)
}
