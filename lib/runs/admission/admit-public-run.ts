import 'server-only'
import { createHash } from 'node:crypto'
import { whenKnown } from '@/lib/core/iterables/when-known'
import { problem } from '@/lib/messages/problems/problem'
import { checkCaller, type KnownCaller } from '@/lib/services/protection/check-caller'
import { checkPublicInputs } from '@/lib/services/protection/check-inputs'
import { type ProtectionSettings, protectionCache } from '@/lib/services/protection/protection-cache'
import { withRejection } from '@/lib/services/protection/rejection'
import { startLimits } from '@/lib/services/protection/start-limits'
import { isPublicRun } from '@/lib/services/runs/origins'
import type { RunRow } from '@/lib/services/runs/run-row'
import type { System } from '@/lib/services/system'
import { activeRuns } from '../drive/active-runs'
import type { StartPublicRun } from '../public/types'

type Asked = Pick<StartPublicRun, 'app' | 'inputs' | 'history' | 'keyId' | 'endUser'>

export interface Admission {
  /** Releases the slots when the run ends here, or at once when none started. */
  holdFor(runId: string | null): void
}

/**
 * The admission checks of a public run, whichever API it came through: stops, blocks, the app's size limits, and the
 * rate and concurrency limits of end user and key. The API adapters check rate limits per app, key and address.
 * @param atOnce false for a run that waits for a worker: it needs no slot here
 * @throws MAINTENANCE, FORBIDDEN, TOO_LARGE, RATE_LIMITED
 */
export function admitPublicRun(system: System, asked: Asked, atOnce: boolean): Admission | Promise<Admission> {
  const book = protectionCache(system.db)
  return whenKnown(book.peek() ?? book.read(), (page) => admitBy(system, page, asked, atOnce))
}

function admitBy(
  system: System,
  page: ProtectionSettings,
  asked: Asked,
  atOnce: boolean,
): Admission | Promise<Admission> {
  const { app, keyId, endUser } = asked
  const caller: KnownCaller = {
    workspaceId: app.workspaceId,
    appId: app.appId,
    ...(keyId === undefined ? {} : { keyId }),
    ...(endUser === undefined ? {} : { endUser }),
  }
  checkCaller(page, caller, Date.now())
  checkPublicInputs(system, page, asked, caller)
  const keyAtOnce = keyId === undefined || !atOnce ? null : (page.keys.get(keyId)?.atOnce ?? null)
  const isCounted = endUser !== undefined || keyAtOnce !== null
  return isCounted ? acquireSlots(system, page, caller, { keyAtOnce, atOnce }) : NO_SLOTS
}

const NO_SLOTS: Admission = { holdFor: () => {} }

/** The rate and concurrency limits of an end user, and the concurrency limit of a key. */
async function acquireSlots(
  system: System,
  page: ProtectionSettings,
  caller: KnownCaller,
  { keyAtOnce, atOnce }: { keyAtOnce: number | null; atOnce: boolean },
): Promise<Admission> {
  const { appId = '', keyId, endUser } = caller
  const limits = page.apps.get(appId)
  const person = endUser === undefined ? null : personOf(appId, endUser)
  const count = startLimits(system)
  if (person !== null)
    await withRejection({ kind: 'rate', caller }, () =>
      count.endUsers.take(person, limits?.endUserPerMinute ?? undefined),
    )
  if (!atOnce) return NO_SLOTS
  const leaves: (() => void)[] = []
  try {
    if (person !== null)
      leaves.push(
        await withRejection({ kind: 'place', caller }, () =>
          count.endUserRuns.enter(person, limits?.endUserAtOnce ?? undefined),
        ),
      )
    if (keyId !== undefined && keyAtOnce !== null)
      leaves.push(await withRejection({ kind: 'place', caller }, () => count.keyRuns.enter(keyId, keyAtOnce)))
  } catch (error) {
    for (const leave of leaves) leave()
    throw error
  }
  return { holdFor: (runId) => holdFor(runId, leaves) }
}

function holdFor(runId: string | null, leaves: readonly (() => void)[]): void {
  if (leaves.length === 0) return
  const leaveAll = () => {
    for (const leave of leaves) leave()
  }
  const active = runId === null ? undefined : activeRuns().get(runId)
  if (active) void active.settled.promise.finally(leaveAll)
  else leaveAll()
}

/**
 * Acquires the slots of a run that resumes here after a crash or a pause. It was admitted before, so it exceeds the
 * limits if necessary, and others wait until it ends.
 * @returns releases them
 */
export async function occupySlots(system: System, run: RunRow): Promise<() => void> {
  const { appId, endUser, keyId } = run
  // A run that waits for a worker has no slots, and one that is to be stopped needs none.
  if (!beginsAtOnce(run) || run.cancelRequestedAt !== null) return () => {}
  const book = protectionCache(system.db)
  const page = book.peek() ?? (await book.read())
  const count = startLimits(system)
  const leaves: (() => void)[] = []
  const leaveAll = () => {
    for (const leave of leaves) leave()
  }
  try {
    leaves.push(await count.appRuns.occupy(appId))
    if (endUser !== null) leaves.push(await count.endUserRuns.occupy(personOf(appId, endUser)))
    if (keyId !== null && page.keys.get(keyId)?.atOnce != null) leaves.push(await count.keyRuns.occupy(keyId))
  } catch (error) {
    leaveAll()
    throw error
  }
  return leaveAll
}

const beginsAtOnce = (run: RunRow): boolean =>
  isPublicRun(run) && run.origin !== 'webhook' && run.origin !== 'batch' && run.callerNote?.background !== true

/** Names may have any length, and are not stored in plain text in counters. */
function personOf(appId: string, endUser: string): string {
  return `${appId}:${createHash('sha256').update(endUser).digest('base64url')}`
}
