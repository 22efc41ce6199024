import 'server-only'
import { eq, or, type SQL, sql } from 'drizzle-orm'
import { type Actor, hasRole, type UserActor } from '@/lib/auth/actor'
import type { MayAnswer } from '@/lib/contracts/pending-inputs'
import { ROLES, type Role } from '@/lib/contracts/session'
import { runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import type { ApprovalRequest } from '@/lib/engine/pauses/pause'

/** Whether only certain people may answer: then a link or a key, which anyone may have, is not enough. */
export function isForNamedPeople({ assignees, needsSecondPerson }: ApprovalRequest): boolean {
  return needsSecondPerson || isAssigned({ assignees })
}

/** A role includes those above it: an owner may answer for editors. */
export function mayAnswer(actor: Actor, request: ApprovalRequest, startedBy: string | null): MayAnswer {
  if (actor.kind !== 'user' || !hasRole(actor, 'runner')) return 'role'
  if (request.needsSecondPerson && startedBy === actor.userId) return 'second-person'
  const { userIds, roles } = request.assignees
  if (!isAssigned(request) || userIds.includes(actor.userId)) return 'yes'
  return roles.some((role) => isRole(role) && hasRole(actor, role)) ? 'yes' : 'assignees'
}

/** `mayAnswer` as a filter over `waits` joined with `runs`. */
export function answerableBy({ userId, role }: UserActor): SQL | undefined {
  const reached = ROLES.slice(0, ROLES.indexOf(role) + 1)
  if (!reached.includes('runner')) return sql`false`
  const { userIds, roles } = {
    userIds: sql`${waits.request}#>'{assignees,userIds}'`,
    roles: sql`${waits.request}#>'{assignees,roles}'`,
  }
  const assigned = or(
    sql`jsonb_array_length(${userIds}) = 0 and jsonb_array_length(${roles}) = 0`,
    sql`${userIds} @> ${JSON.stringify([userId])}::jsonb`,
    ...reached.map((name) => sql`${roles} @> ${JSON.stringify([name])}::jsonb`),
  )
  const second = sql`(${waits.request}->>'needsSecondPerson')::boolean`
  return sql`(${assigned}) and not (${second} and coalesce(${eq(runs.startedBy, userId)}, false))`
}

const isAssigned = ({ assignees }: Pick<ApprovalRequest, 'assignees'>): boolean =>
  assignees.userIds.length > 0 || assignees.roles.length > 0

const isRole = (name: string): name is Role => (ROLES as readonly string[]).includes(name)
