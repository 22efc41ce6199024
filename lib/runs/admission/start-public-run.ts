import 'server-only'
import type { RunCallback } from '@/lib/db/schema/runs'
import { checkCallback } from '@/lib/services/callbacks/check-callback'
import { checkCaller, type KnownCaller } from '@/lib/services/protection/check-caller'
import { checkPublicInputs } from '@/lib/services/protection/check-inputs'
import { protectionCache } from '@/lib/services/protection/protection-cache'
import type { System } from '@/lib/services/system'
import { enqueueRun } from '../drive/enqueue-run'
import { startClaimedRun, startRun } from '../drive/start-run'
import type { PublicBackend, StartPublicRun } from '../public/types'
import { mirrorRun } from '../rollouts/mirror-run'
import { claimRun, isRetry, versionOfRun } from './idempotency'
import { prepareRun } from './prepare-run'
import { acquireSlots, countRequest, NO_SLOTS, type Slots } from './public-slots'

type Starts = Pick<PublicBackend, 'startRun' | 'enqueueRun'>
type Started = Awaited<ReturnType<Starts['startRun']>>
type Enqueue = Parameters<Starts['enqueueRun']>[0]
type Caller = Pick<StartPublicRun, 'app' | 'inputs' | 'history' | 'keyId' | 'endUser'>

/**
 * Admission control: every public run passes these steps, whichever API starts it.
 *
 * 1. Authentication, and the rate limits of the app, the key and the IP address: in the API adapter, before it reads the
 *    body (`lib/api/public/shared/access`).
 * 2. Blocked: stopped traffic and blocked callers.
 * 3. Size: length of texts and of the body, and the check for prompt injection.
 * 4. Rate limit of the end user.
 * 5. Concurrency limits of the end user and the key; that of the app in the API adapter (`acquire-slot.ts`).
 * 6. Fairness: near the capacity of the process, apps take turns (`enter-fairly.ts`, called by `startRun`).
 * 7. Idempotency: a retry gets the run of the first request, decided in the transaction that stores the run.
 */
export function publicStarts(system: System): Starts {
  return {
    startRun: async (request) => {
      const needsSlots = !(await isRetry(system.db, request))
      const slots = await admitPublicRun(system, request, { needsSlots })
      let runId: string | null = null
      try {
        const started = await start(system, request)
        if (!started.replayed) runId = started.runId
        return started
      } finally {
        slots.releaseAfter(runId)
      }
    },
    enqueueRun: async (request) => {
      await admitPublicRun(system, request, { needsSlots: false })
      return enqueue(system, request)
    },
  }
}

/**
 * Performs steps 2 to 5 of `publicStarts`.
 * @param options.needsSlots false if the run waits for a worker or already has its slots
 * @throws MAINTENANCE, FORBIDDEN, TOO_LARGE, INVALID_INPUT, RATE_LIMITED
 */
export async function admitPublicRun(
  system: System,
  request: Caller,
  { needsSlots }: { needsSlots: boolean },
): Promise<Slots> {
  const cache = protectionCache(system.db)
  const snapshot = cache.peek() ?? (await cache.read())
  const caller = callerOf(request)
  checkCaller(snapshot, caller, Date.now())
  checkPublicInputs(system, snapshot, request, caller)
  await countRequest(system, snapshot, caller)
  return needsSlots ? acquireSlots(system, snapshot, caller) : NO_SLOTS
}

function callerOf({ app, keyId, endUser }: Caller): KnownCaller {
  return {
    workspaceId: app.workspaceId,
    appId: app.appId,
    ...(keyId === undefined ? {} : { keyId }),
    ...(endUser === undefined ? {} : { endUser }),
  }
}

async function start(system: System, request: StartPublicRun): Promise<Started> {
  const { run, conversationId } = await prepareRun(system, request)
  const { runId } = run
  const started = { runId, replayed: false, version: run.version?.number }
  if (request.idempotencyKey === undefined && conversationId === null) {
    await startRun(run)
    mirrorRun(request, run)
    return started
  }
  let existingRunId: string | null = null
  await startClaimedRun(run, async (tx) => {
    existingRunId = await claimRun(tx, request, { runId, conversationId })
    return existingRunId === null
  })
  if (existingRunId !== null) return replayed(system, request, existingRunId)
  mirrorRun(request, run)
  return started
}

async function enqueue(system: System, request: Enqueue): Promise<Started> {
  const { app, callbackUrl, concurrencyKey, channelMessageId } = request
  if (callbackUrl !== undefined) await checkCallback(system.db, app, callbackUrl)
  const { run, conversationId } = await prepareRun(system, request)
  const { runId } = run
  const existingRunId = await system.db.transaction(async (tx) => {
    const claimed = await claimRun(tx, request, { runId, conversationId })
    if (claimed !== null) return claimed
    const callback = callbackOf(callbackUrl, channelMessageId)
    await enqueueRun({ ...run, tx, callback, concurrencyKey, callerNote: { ...run.callerNote, background: true } })
    return null
  })
  if (existingRunId !== null) return replayed(system, request, existingRunId)
  mirrorRun(request, run)
  return { runId, replayed: false, version: run.version?.number }
}

function callbackOf(url: string | undefined, channelMessageId: string | undefined): RunCallback | null {
  if (channelMessageId !== undefined) return { channelMessageId }
  return url === undefined ? null : { url }
}

async function replayed({ db }: System, request: StartPublicRun, runId: string): Promise<Started> {
  return { runId, replayed: true, version: await versionOfRun(db, request, runId) }
}
