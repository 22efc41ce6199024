import 'server-only'
import { inArray } from 'drizzle-orm'
import { modelChecks } from '@/lib/db/schema/governance'
import { env } from '@/lib/platform/env'
import { modelCheckJob } from '@/lib/services/catalog/check-job'
import type { System } from '@/lib/services/system'
import { runCheck } from './run-check'

/** Takes up checks of models that an earlier process left. */
export async function startEvaluation(system: System): Promise<void> {
  if (env().role === 'web') return
  await system.jobs.work(modelCheckJob, (data, signal) => runCheck(system, data, signal))
  const open = await system.db
    .select({ checkId: modelChecks.id, workspaceId: modelChecks.workspaceId })
    .from(modelChecks)
    .where(inArray(modelChecks.status, ['queued', 'running']))
  // Waiting jobs keep their key, so a check that has one gets no second.
  for (const check of open) await system.jobs.send(modelCheckJob, check, { key: check.checkId })
}
