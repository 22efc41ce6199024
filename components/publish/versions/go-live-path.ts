import type { EnvironmentView } from '@/lib/contracts/environments'
import type { VersionView } from '@/lib/contracts/versions'

/**
 * What making a version live takes. `now`: nobody else. `back`: a second person for others, but this one was live before.
 * `ask`: a second person. `asked`: that one is asked already, to let it in for everybody and at once.
 */
export type WayToLive = 'now' | 'back' | 'ask' | 'asked'

/** `production`: undefined while it is not known. */
export function wayToLive(
  production: Pick<EnvironmentView, 'needsApproval' | 'orders'> | undefined,
  { id, wasLive }: Pick<VersionView, 'id' | 'wasLive'>,
): WayToLive {
  if (!production?.needsApproval) return 'now'
  if (wasLive) return 'back'
  const isAsked = production.orders.some(
    // A canary's and a planned one are other questions.
    ({ versionId, status, canaryPercent, dueAt }) =>
      versionId === id && status === 'waiting' && canaryPercent === null && dueAt === null,
  )
  return isAsked ? 'asked' : 'ask'
}
