import 'server-only'
import { and, eq, inArray, type SQL } from 'drizzle-orm'
import { runs } from '@/lib/db/schema/runs'
import { log } from '@/lib/platform/log'
import type { System } from '@/lib/services/system'
import { cancelRun } from './cancel-run'

const AT_ONCE = 8
const MAX_RUNS = 5_000

/**
 * Cancels the workspace's runs that are active or wait for a worker. Runs that wait for a person stay paused;
 * `enforce-stops.ts` ends them if they are answered while their caller is blocked.
 * @returns the number of runs
 */
export async function cancelInProgress(system: System, workspaceId: string, which: SQL | undefined): Promise<number> {
  const found = await system.db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), inArray(runs.status, ['queued', 'running']), which))
    .limit(MAX_RUNS)
  for (let start = 0; start < found.length; start += AT_ONCE) {
    const batch = found
      .slice(start, start + AT_ONCE)
      .map(({ id }) =>
        cancelRun(system, { runId: id, workspaceId }).catch((cause: unknown) =>
          log().warn({ cause, runId: id }, 'failed to cancel a run of a blocked caller'),
        ),
      )
    await Promise.all(batch)
  }
  return found.length
}
