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
 * Ends runs of this process that belong to stopped apps or blocked callers: including those that started just before,
 * or waited for a person meanwhile.
 */
export async function enforceStops({ db }: Pick<System, 'db'>): Promise<void> {
  const book = protectionCache(db)
  const page = book.peek() ?? (await book.read())
  if (page.stops.size === 0 && page.blocks.size === 0) return
  const nowMs = Date.now()
  for (const { about, stop } of activeRuns().values())
    if (about && isStopped(about) && (stopMessage(page, about) !== null || isBlocked(page, callerOf(about), nowMs)))
      stop.end(cancelled())
}

/** A shadow run is stopped with the caller it acts for. */
function callerOf({ workspaceId, keyId, endUser, actsFor }: RunRow): KnownCaller {
  const who = actsFor ?? { keyId, endUser }
  return {
    workspaceId,
    ...(who.keyId === null ? {} : { keyId: who.keyId }),
    ...(who.endUser === null ? {} : { endUser: who.endUser }),
  }
}

/** Polls while runs are active. @returns stops it */
export function watchStops(system: Pick<System, 'db'>, onFailure: (cause: unknown) => void): () => void {
  const timer = setInterval(() => {
    if (activeRuns().size > 0) enforceStops(system).catch(onFailure)
  }, POLL_INTERVAL_MS)
  timer.unref()
  return () => clearInterval(timer)
}
