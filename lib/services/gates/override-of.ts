import 'server-only'
import { hasRole } from '@/lib/auth/actor'
import type { GateOverride, StoredOverride } from '@/lib/contracts/gate-override'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { requireUser, type ServiceContext } from '../context'

/** @throws FORBIDDEN for members who are not owners */
export function overrideOf(
  ctx: Pick<ServiceContext, 'actor'>,
  override: GateOverride | undefined,
): StoredOverride | null {
  if (!override) return null
  const { userId, name } = requireUser(ctx)
  if (!hasRole(ctx.actor, 'owner')) throw new AppError('FORBIDDEN', problem('gates.overrideNeedsOwner'))
  return { reason: override.reason, by: name, byId: userId }
}
