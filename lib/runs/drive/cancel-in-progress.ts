import 'server-only'
import { and, eq, inArray, type SQL } from 'drizzle-orm'
import { runs } from '@/lib/db/schema/runs'
import { log } from '@/lib/platform/log'
import type { ServiceContext } from '@/lib/services/context'
import { cancelRun } from './cancel-run'

const AT_ONCE = 8
const MOST_RUNS = 5_000

/**
 * Cancels runs of the workspace that go on or wait for a worker. Those that wait for a person stay: answered while their
 * caller is not let in, they end (`enforce-stops.ts`).
 * @returns how many
 */
export async function cancelUnderWay(
  { db, system, workspace }: ServiceContext,
  which: SQL | undefined,
): Promise<number> {
  const found = await db
    .select({ id: runs.id })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspace.id), inArray(runs.status, ['queued', 'running']), which))
    .limit(MOST_RUNS)
  for (let start = 0; start < found.length; start += AT_ONCE) {
    const some = found
      .slice(start, start + AT_ONCE)
      .map(({ id }) =>
        cancelRun(system, { runId: id, workspaceId: workspace.id }).catch((cause: unknown) =>
          log().warn({ cause, runId: id }, 'a run whose caller is let in no more was not cancelled'),
        ),
      )
    await Promise.all(some)
  }
  return found.length
}
