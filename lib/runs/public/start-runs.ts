import 'server-only'
import { and, eq } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import { type CallerNote, runs } from '@/lib/db/schema/runs'
import { withFiles } from '@/lib/services/app-files/run-files'
import { checkCallback } from '@/lib/services/callbacks/check-callback'
import { claimIdempotencyKey } from '@/lib/services/runs/claim-idempotency-key'
import type { System } from '@/lib/services/system'
import { liveGraph } from '@/lib/services/versions/live-apps'
import { rejectInMaintenance } from '../admission/reject-in-maintenance'
import { addTurn, continuedConversation } from '../conversations/continue-conversation'
import { enqueueRun } from '../drive/enqueue-run'
import { startClaimedRun, startRun } from '../drive/start-run'
import type { StartRun } from '../drive/types'
import { mirrorRun } from '../rollouts/mirror-run'
import { versionFor } from '../rollouts/version-for'
import type { PublicBackend, StartPublicRun } from './types'

/** How callers of a published app start runs: in this process, or on a worker. */
export function publicStarts(system: System): Pick<PublicBackend, 'startRun' | 'enqueueRun'> {
  return {
    startRun: async (request) => {
      const { run, conversationId } = await prepare(system, request)
      if (request.idempotencyKey === undefined && conversationId === null) {
        await startRun(run)
        mirrorRun(request, run)
        return { runId: run.runId, replayed: false, version: run.version?.number }
      }
      let known: string | null = null
      await startClaimedRun(run, async (tx) => {
        known = await claim(tx, request, { runId: run.runId, conversationId })
        return known === null
      })
      if (known !== null) return { runId: known, replayed: true, version: await versionOf(system.db, request, known) }
      mirrorRun(request, run)
      return { runId: run.runId, replayed: false, version: run.version?.number }
    },
    enqueueRun: async (request) => {
      const { app, callbackUrl, concurrencyKey } = request
      if (callbackUrl !== undefined) await checkCallback(system.db, app, callbackUrl)
      const { run, conversationId } = await prepare(system, request)
      const enqueued = await system.db.transaction(async (tx) => {
        const known = await claim(tx, request, { runId: run.runId, conversationId })
        if (known !== null) return { runId: known, replayed: true }
        const callback = callbackUrl === undefined ? null : { url: callbackUrl }
        await enqueueRun({ ...run, tx, callback, concurrencyKey, callerNote: { ...run.callerNote, background: true } })
        return { runId: run.runId, replayed: false }
      })
      if (enqueued.replayed) return { ...enqueued, version: await versionOf(system.db, request, enqueued.runId) }
      mirrorRun(request, run)
      return { ...enqueued, version: run.version?.number }
    },
  }
}

interface Prepared {
  run: StartRun & { runId: string }
  conversationId: string | null
}

async function prepare(system: System, request: StartPublicRun): Promise<Prepared> {
  const { app } = request
  rejectInMaintenance(app)
  const { workspaceId, appId } = app
  const continuing = continuedConversation(system.db, request)
  const before = continuing ? await continuing : null
  const runId = newId()
  const history = before?.history ?? request.history
  const endUser = request.endUser ?? before?.endUser ?? undefined
  const version = versionFor(request, { runId, history, endUser, conversationId: before?.conversationId ?? undefined })
  const reading = liveGraph(system.db, { workspaceId, appId, versionId: version.id })
  const graph = reading instanceof Promise ? await reading : reading
  const finding = withFiles(system.db, request)
  const inputs = finding instanceof Promise ? await finding : finding
  const run = {
    system,
    workspaceId,
    appId,
    graph,
    durability: app.durability,
    version,
    environment: app.environment,
    rolloutId: app.rollout?.kind === 'canary' ? app.rollout.id : undefined,
    origin: request.origin,
    inputs,
    runId,
    history,
    endUser,
    groups: request.groups,
    visitor: request.visitor,
    keyId: request.keyId,
    stream: request.stream,
    callerNote: noteOf(request),
  }
  return { run, conversationId: before?.conversationId ?? null }
}

/** The version that answered the first time. */
async function versionOf(db: System['db'], { app }: StartPublicRun, runId: string): Promise<number | undefined> {
  const [row] = await db
    .select({ number: versions.number })
    .from(runs)
    .innerJoin(versions, eq(versions.id, runs.versionId))
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, app.workspaceId)))
  return row?.number
}

function noteOf({ metadata, previousRunId, conversationId }: StartPublicRun): CallerNote | undefined {
  if (metadata === undefined && previousRunId === undefined && conversationId === undefined) return undefined
  return {
    ...(metadata === undefined ? {} : { metadata }),
    ...(previousRunId === undefined ? {} : { previousRunId }),
    ...(conversationId === undefined ? {} : { conversationId }),
  }
}

/** In the transaction that stores the run: claims the key and adds the conversation's turn. */
async function claim(
  tx: Transaction,
  request: StartPublicRun,
  { runId, conversationId }: { runId: string; conversationId: string | null },
): Promise<string | null> {
  const { app, idempotencyKey } = request
  if (idempotencyKey !== undefined) {
    const { appId, workspaceId } = app
    const same = idempotentPart(request)
    const known = await claimIdempotencyKey(tx, { workspaceId, appId, key: idempotencyKey, request: same, runId })
    if (known !== null) return known
  }
  if (conversationId !== null) await addTurn(tx, request, { conversationId, runId })
  return null
}

/** Only the conversation's id is compared, since its content may have changed since the key was first used. */
function idempotentPart({
  inputs,
  sameRequest = inputs,
  history,
  conversationId,
  previousRunId,
  chatId,
}: StartPublicRun) {
  const said = history.map((turn) => ({ ...turn }))
  const before = conversationId ?? previousRunId ?? chatId
  return before === undefined ? [sameRequest, said] : [sameRequest, said, before]
}
