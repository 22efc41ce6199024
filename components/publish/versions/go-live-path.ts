import type { EnvironmentView } from '@/lib/contracts/environments'
import type { VersionView } from '@/lib/contracts/versions'

/**
 * The step that makes a version live. `now`: nothing. `back`: no approval, because it was live before. `request`: an
 * approval. `requested`: an identical request is already pending.
 */
export type WayToLive = 'now' | 'back' | 'request' | 'requested'

/** @param production undefined while it is unknown */
export function goLivePath(
  production: Pick<EnvironmentView, 'needsApproval' | 'orders'> | undefined,
  { id, wasLive }: Pick<VersionView, 'id' | 'wasLive'>,
): WayToLive {
  if (!production?.needsApproval) return 'now'
  if (wasLive) return 'back'
  const isRequested = production.orders.some(
    // Canaries and planned releases are different requests.
    ({ versionId, status, canaryPercent, dueAt }) =>
      versionId === id && status === 'waiting' && canaryPercent === null && dueAt === null,
  )
  return isRequested ? 'requested' : 'request'
}
