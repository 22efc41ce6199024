import 'server-only'
import { activeRuns } from './active-runs'
import { cachedPlan } from './plan-cache'
import type { PublicBackend } from './public-backend-types'
import { publicEnd } from './public-events'
import { isRunOf } from './run-of-app'
import { usageOf } from './to-public-run'

/**
 * How a run ends that this process drives from its beginning, for who reads nothing before: its events are looked through
 * once, when all are there. null: it has paused, goes on elsewhere, or the caller has left.
 */
export const runOutcome: PublicBackend['outcome'] = async ({ app, runId, requestId, whenGone }) => {
  const active = activeRuns().get(runId)
  if (!active?.run || !isRunOf(app, active.run)) return null
  await active.over(whenGone)
  const { run, events } = active
  const plan = cachedPlan(run.versionId ?? '')
  // Its totals stand in the row once they are stored.
  if (!plan || run.endedAt === null || !active.isWhole(0)) return null
  return publicEnd(events, { plan, requestId, usage: usageOf(run) })
}
