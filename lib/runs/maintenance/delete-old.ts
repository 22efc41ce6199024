import 'server-only'
import { databaseNow } from '@/lib/db/database-now'
import type { ClockWatch } from '@/lib/platform/clock-watch'
import { sweepPrograms } from '@/lib/services/programs/programs'
import type { System } from '@/lib/services/system'
import { pruneRuns } from './prune-runs'
import { sweepOrphans } from './sweep-orphans'

/** How far events have been looked through for those of runs that are gone. */
let sweptTo: string | null = null

/** Deletes what no workspace wants to keep. By a clock that is wrong everything may be old, so it waits until that is clear. */
export async function deleteOld(system: System, clock: Pick<ClockWatch, 'isTrusted'>): Promise<void> {
  if (!clock.isTrusted()) return
  const nowMs = (await databaseNow(system.db)).getTime()
  await pruneRuns(system, nowMs)
  await sweepPrograms(system.db, nowMs)
  sweptTo = await sweepOrphans(system, sweptTo, nowMs)
}
