import 'server-only'
import { withRejection } from '@/lib/services/protection/rejection'
import { fairStarts } from './fair-starts'

/** A worker's job can wait: it only must not go before runs with a waiting caller. */
const BACKGROUND_WAIT_MS = 10 * 60_000

/** Apps take turns when the process is near its capacity. @returns releases the slot @throws RATE_LIMITED */
export function enterFairly({
  workspaceId,
  appId,
}: {
  workspaceId: string
  appId: string
}): (() => void) | Promise<() => void> {
  const entered = fairStarts().enter(appId)
  return typeof entered === 'function'
    ? entered
    : withRejection({ kind: 'queue', caller: { workspaceId, appId } }, () => entered)
}

export function enterInBackground(workspaceId: string): (() => void) | Promise<() => void> {
  return fairStarts().enter(`background:${workspaceId}`, BACKGROUND_WAIT_MS)
}
