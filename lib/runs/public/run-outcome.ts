import 'server-only'
import { activeRuns } from '../drive/active-runs'
import { cachedPlan } from '../plan/plan-cache'
import { publicEnd } from './events'
import { isRunOf } from './is-run-of-app'
import { usageOf } from './to-public-run'
import type { PublicBackend } from './types'

/**
 * How a run ends that this process drives from its beginning, for who reads nothing before: its events are looked through
 * once, when all are there. null: it has paused, goes on
 * elsewhere, its totals are in the tables alone, or the caller has left.
 */
export const runOutcome: PublicBackend['outcome'] = async ({ app, runId, requestId, whenGone }) => {
  const active = activeRuns().get(runId)
  if (!active?.run || !isRunOf(app, active.run)) return null
  await active.over(whenGone)
  const { run, events } = active
  const plan = cachedPlan(run.versionId ?? '')
  // It shows its end once that is stored.
  if (!plan || !active.isWhole(0)) return null
  // What it used is told of a run that succeeded: known here where it was stored with what other runs did.
  if (run.endedAt === null && events.at(-1)?.event.type === 'run-end') return null
  const showsReasoning = app.showReasoning ?? false
  return publicEnd(events, { plan, requestId, sources: app.sources, usage: usageOf(run), showsReasoning })
}
