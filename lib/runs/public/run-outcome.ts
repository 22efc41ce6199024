import 'server-only'
import { usageOf } from '@/lib/services/runs/to-public-run'
import { activeRuns } from '../log/active-runs'
import { cachedPlan } from '../plan/plan-cache'
import { publicEnd } from './events'
import { isRunOf } from './find-run'
import type { PublicBackend } from './types'

/**
 * The end of a run that this process drives from its beginning, for non-streaming callers: reads its events once, when
 * it is complete. null: it has paused, continues elsewhere, only the tables have its totals, or the caller has left.
 */
export const runOutcome: PublicBackend['outcome'] = async ({ app, runId, requestId, whenGone }) => {
  const active = activeRuns().get(runId)
  if (!active?.run || !isRunOf(app, active.run)) return null
  await active.over(whenGone)
  const { run, events } = active
  const plan = cachedPlan(run.versionId ?? '')
  // The end is visible once it is stored.
  if (!plan || !active.isWhole(0)) return null
  // The usage of a successful run is only known here if it was stored in a batch.
  if (run.endedAt === null && events.at(-1)?.event.type === 'run-end') return null
  const showsReasoning = app.showReasoning ?? false
  return publicEnd(events, { plan, requestId, sources: app.sources, usage: usageOf(run), showsReasoning })
}
