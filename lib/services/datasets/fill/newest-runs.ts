import 'server-only'
import type { Database } from '@/lib/db/database'
import { countRuns, type FoundRun, selectRuns } from './select-runs'

/** The newest runs of an app that have an answer, disliked ones first. */
export async function newestRuns(
  db: Database,
  { workspaceId, appId, limit }: { workspaceId: string; appId: string; limit: number },
): Promise<FoundRun[]> {
  const select = {
    workspaceId,
    filter: { appId, rating: 'any' as const, origins: [], from: null, until: null },
  }
  const count = await countRuns(db, select)
  const found = await selectRuns(db, select, { offset: Math.max(0, count - limit), limit })
  return found.reverse().sort((a, b) => Number(b.isRatedDown) - Number(a.isRatedDown))
}
