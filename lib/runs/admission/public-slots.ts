import 'server-only'
import { createHash } from 'node:crypto'
import type { KnownCaller } from '@/lib/services/protection/check-caller'
import { type ProtectionSettings, protectionCache } from '@/lib/services/protection/protection-cache'
import { withRejection } from '@/lib/services/protection/rejection'
import { startLimits } from '@/lib/services/protection/start-limits'
import { isPublicRun } from '@/lib/services/runs/origins'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { System } from '@/lib/services/system'
import { activeRuns } from '../log/active-runs'

/** Concurrency slots of one run. */
export interface Slots {
  /** Releases the slots when the run ends, or at once if this process does not drive the run. */
  releaseAfter(runId: string | null): void
}

export const NO_SLOTS: Slots = { releaseAfter: () => {} }

/** Counts the request against the rate limit of its end user, if it has one. @throws RATE_LIMITED */
export async function countRequest(system: System, settings: ProtectionSettings, caller: KnownCaller): Promise<void> {
  const { appId = '', endUser } = caller
  if (endUser === undefined) return
  const perMinute = settings.apps.get(appId)?.endUserPerMinute ?? undefined
  await withRejection({ kind: 'rate', caller }, () =>
    startLimits(system).endUsers.take(endUserKey(appId, endUser), perMinute),
  )
}

/** Slots of the end user and of an API key that has a limit. @throws RATE_LIMITED */
export async function acquireSlots(system: System, settings: ProtectionSettings, caller: KnownCaller): Promise<Slots> {
  const { appId = '', keyId, endUser } = caller
  const keyLimit = keyId === undefined ? null : (settings.keys.get(keyId)?.atOnce ?? null)
  if (endUser === undefined && keyLimit === null) return NO_SLOTS
  const limits = startLimits(system)
  return collectSlots(async (add) => {
    const userLimit = settings.apps.get(appId)?.endUserAtOnce ?? undefined
    if (endUser !== undefined)
      add(
        await withRejection({ kind: 'place', caller }, () =>
          limits.endUserRuns.enter(endUserKey(appId, endUser), userLimit),
        ),
      )
    if (keyId !== undefined && keyLimit !== null)
      add(await withRejection({ kind: 'place', caller }, () => limits.keyRuns.enter(keyId, keyLimit)))
  })
}

/**
 * Slots of a run that resumes here after a crash or a pause. It was admitted before, so it takes them even beyond the
 * limits; other runs wait until it has ended.
 */
export async function occupySlots(system: System, run: RunRow): Promise<() => void> {
  const { appId, endUser, keyId } = run
  // Runs that wait for a worker have no slots, and a run to be cancelled needs none.
  if (!startsAtOnce(run) || run.cancelRequestedAt !== null) return () => {}
  const cache = protectionCache(system.db)
  const settings = cache.peek() ?? (await cache.read())
  const limits = startLimits(system)
  const slots = await collectSlots(async (add) => {
    add(await limits.appRuns.occupy(appId))
    if (endUser !== null) add(await limits.endUserRuns.occupy(endUserKey(appId, endUser)))
    if (keyId !== null && settings.keys.get(keyId)?.atOnce != null) add(await limits.keyRuns.occupy(keyId))
  })
  return () => slots.releaseAfter(null)
}

/** Releases the slots that were acquired if a later one is not available. */
async function collectSlots(acquire: (add: (release: () => void) => void) => Promise<void>): Promise<Slots> {
  const releases: (() => void)[] = []
  const releaseAll = () => {
    for (const release of releases) release()
  }
  try {
    await acquire((release) => void releases.push(release))
  } catch (error) {
    releaseAll()
    throw error
  }
  return {
    releaseAfter: (runId) => {
      const active = runId === null ? undefined : activeRuns().get(runId)
      if (active) void active.settled.promise.finally(releaseAll)
      else releaseAll()
    },
  }
}

/** Other public runs are in the queue, which has limits of its own. */
function startsAtOnce(run: RunRow): boolean {
  const isQueued = run.origin === 'webhook' || run.origin === 'batch' || run.callerNote?.background === true
  return isPublicRun(run) && !isQueued
}

/** A hash: names of end users have any length and are not stored with the counters. */
function endUserKey(appId: string, endUser: string): string {
  return `${appId}:${createHash('sha256').update(endUser).digest('base64url')}`
}
