import 'server-only'
import { inArray } from 'drizzle-orm'
import { runs } from '@/lib/db/schema/runs'
import type { System } from '@/lib/services/system'
import { cancelled } from '../drive/run-errors'
import { activeRuns } from '../log/active-runs'

/**
 * Ends active shadow runs of this process that were deleted with their original; others are deleted once they have
 * ended.
 */
export async function stopDeleted({ db }: Pick<System, 'db'>): Promise<void> {
  const shadows = new Map([...activeRuns()].filter(([, { about }]) => (about?.shadowOf ?? null) !== null))
  if (shadows.size === 0) return
  const existing = await db
    .select({ id: runs.id })
    .from(runs)
    .where(inArray(runs.id, [...shadows.keys()]))
  for (const { id } of existing) shadows.delete(id)
  for (const { stop } of shadows.values()) stop.end(cancelled())
}
