import 'server-only'
import { databaseNow } from '@/lib/db/database-now'
import type { ClockWatch } from '@/lib/platform/clock-watch'
import { sweepClients } from '@/lib/services/oauth/clients'
import type { System } from '@/lib/services/system'
import { pruneRuns } from './prune-runs'
import { sweepOrphans } from './sweep-orphans'

/** The position of the sweep for events of deleted runs. */
let sweptTo: string | null = null

/**
 * Deletes data that exceeds the retention period of its workspace. Does nothing until the clock is trusted: by a wrong
 * clock everything may seem old.
 */
export async function deleteOld(system: System, clock: Pick<ClockWatch, 'isTrusted'>): Promise<void> {
  if (!clock.isTrusted()) return
  const nowMs = (await databaseNow(system.db)).getTime()
  await pruneRuns(system, nowMs)
  await sweepClients(system.db, nowMs)
  sweptTo = await sweepOrphans(system, sweptTo, nowMs)
}
