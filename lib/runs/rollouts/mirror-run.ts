import 'server-only'
import { and, count, eq, inArray } from 'drizzle-orm'
import { runs } from '@/lib/db/schema/runs'
import { log } from '@/lib/platform/log'
import type { LiveRollout } from '@/lib/services/versions/published-app'
import { versionGraph } from '@/lib/services/versions/version-graph'
import { enqueueRun } from '../drive/enqueue-run'
import type { StartRun } from '../drive/types'
import type { StartPublicRun } from '../public/types'
import { isMirrored } from './choose-version'

/** A shadow that cannot keep up skips runs: live traffic comes first. */
const MAX_WAITING = 200

/**
 * Queues the same request for the other version of a shadow, with the lowest priority. The caller does not wait for it,
 * and failures here do not affect them.
 */
export function mirrorRun({ app }: StartPublicRun, run: StartRun & { runId: string }): void {
  const { rollout = null } = app
  if (rollout?.kind !== 'shadow' || !isMirrored(rollout, run.runId)) return
  mirror(rollout, run).catch((cause: unknown) => log().warn({ cause, runId: run.runId }, 'failed to mirror a run'))
}

async function mirror({ id, versionId, versionNumber }: LiveRollout, run: StartRun & { runId: string }): Promise<void> {
  const { system, workspaceId, appId, environment, inputs, history, keyId = null, endUser = null, groups = [] } = run
  const [waiting] = await system.db
    .select({ count: count() })
    .from(runs)
    .where(and(eq(runs.workspaceId, workspaceId), eq(runs.rolloutId, id), inArray(runs.status, ['queued', 'running'])))
  if ((waiting?.count ?? 0) >= MAX_WAITING) return
  const graph = await versionGraph(system.db, { workspaceId, appId, versionId })
  if (!graph) return
  await enqueueRun({
    system,
    workspaceId,
    appId,
    graph,
    environment,
    inputs,
    history,
    version: { id: versionId, number: versionNumber },
    origin: 'shadow',
    stream: false,
    rolloutId: id,
    shadowOf: run.runId,
    // Applies only the caller's access rights, not their limits, run list or memory.
    actsFor: { keyId, endUser, groups },
    priority: 'batch',
  })
}
