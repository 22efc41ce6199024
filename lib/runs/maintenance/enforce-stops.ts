import 'server-only'
import { isBlocked, type KnownCaller, stopMessage } from '@/lib/services/protection/check-caller'
import { protectionCache } from '@/lib/services/protection/protection-cache'
import { isStopped } from '@/lib/services/runs/origins'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { System } from '@/lib/services/system'
import { cancelled } from '../drive/run-errors'
import { activeRuns } from '../log/active-runs'

const POLL_INTERVAL_MS = 400

/**
 * Ends runs of this process that belong to stopped apps or blocked callers, including runs that had started just before
 * or were waiting for a person.
 */
export async function enforceStops({ db }: Pick<System, 'db'>): Promise<void> {
  const cache = protectionCache(db)
  const settings = cache.peek() ?? (await cache.read())
  if (settings.stops.size === 0 && settings.blocks.size === 0) return
  const nowMs = Date.now()
  for (const { about, stop } of activeRuns().values())
    if (
      about &&
      isStopped(about) &&
      (stopMessage(settings, about) !== null || isBlocked(settings, callerOf(about), nowMs))
    )
      stop.end(cancelled())
}

/** A shadow run is stopped with the caller it acts for. */
function callerOf({ workspaceId, keyId, endUser, actsFor }: RunRow): KnownCaller {
  const caller = actsFor ?? { keyId, endUser }
  return {
    workspaceId,
    ...(caller.keyId === null ? {} : { keyId: caller.keyId }),
    ...(caller.endUser === null ? {} : { endUser: caller.endUser }),
  }
}

/** Polls while runs are active. @returns a function that stops the polling */
export function watchStops(system: Pick<System, 'db'>, onFailure: (cause: unknown) => void): () => void {
  const timer = setInterval(() => {
    if (activeRuns().size > 0) enforceStops(system).catch(onFailure)
  }, POLL_INTERVAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}
