import 'server-only'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import type { CallerNote } from '@/lib/db/schema/runs'
import type { System } from '@/lib/services/system'
import { checkCallback } from './callbacks/check-callback'
import { claimIdempotencyKey } from './claim-idempotency-key'
import { addTurn, continuedConversation } from './conversations/continue-conversation'
import { enqueueRun } from './enqueue-run'
import { withPictures } from './files/run-pictures'
import { liveGraph } from './live-apps'
import type { PublicBackend, StartPublicRun } from './public-backend-types'
import { type StartRun, startClaimedRun, startRun } from './start-run'

/** How callers of a published app start runs: here and now, or for a worker. */
export function publicStarts(system: System): Pick<PublicBackend, 'startRun' | 'enqueueRun'> {
  return {
    startRun: async (request) => {
      const { run, conversationId } = await prepare(system, request)
      if (request.idempotencyKey === undefined && conversationId === null) {
        await startRun(run)
        return { runId: run.runId, replayed: false }
      }
      let known: string | null = null
      await startClaimedRun(run, async (tx) => {
        known = await claim(tx, request, { runId: run.runId, conversationId })
        return known === null
      })
      return { runId: known ?? run.runId, replayed: known !== null }
    },
    enqueueRun: async (request) => {
      const { app, callbackUrl, concurrencyKey } = request
      if (callbackUrl !== undefined) await checkCallback(system.db, app, callbackUrl)
      const { run, conversationId } = await prepare(system, request)
      return system.db.transaction(async (tx) => {
        const known = await claim(tx, request, { runId: run.runId, conversationId })
        if (known !== null) return { runId: known, replayed: true }
        const callback = callbackUrl === undefined ? null : { url: callbackUrl }
        await enqueueRun({ ...run, tx, callback, concurrencyKey, callerNote: { ...run.callerNote, background: true } })
        return { runId: run.runId, replayed: false }
      })
    },
  }
}

interface Prepared {
  run: StartRun & { runId: string }
  conversationId: string | null
}

async function prepare(system: System, request: StartPublicRun): Promise<Prepared> {
  const { app } = request
  const graph = await liveGraph(system.db, app)
  const before = await continuedConversation(system.db, request)
  const run = {
    system,
    workspaceId: app.workspaceId,
    appId: app.appId,
    graph,
    durability: app.durability,
    version: { id: app.versionId, number: app.versionNumber },
    origin: request.origin,
    inputs: await withPictures(system.db, request),
    history: before?.history ?? request.history,
    endUser: request.endUser ?? before?.endUser ?? undefined,
    keyId: request.keyId,
    keepsText: request.keepsText ?? true,
    callerNote: noteOf(request),
    runId: newId(),
  }
  return { run, conversationId: before?.conversationId ?? null }
}

function noteOf({ metadata, previousRunId, conversationId }: StartPublicRun): CallerNote | undefined {
  if (metadata === undefined && previousRunId === undefined && conversationId === undefined) return undefined
  return {
    ...(metadata === undefined ? {} : { metadata }),
    ...(previousRunId === undefined ? {} : { previousRunId }),
    ...(conversationId === undefined ? {} : { conversationId }),
  }
}

/** In the transaction that stores the run: the key is taken by it, and the conversation goes on with it. */
async function claim(
  tx: Transaction,
  request: StartPublicRun,
  { runId, conversationId }: { runId: string; conversationId: string | null },
): Promise<string | null> {
  const { app, idempotencyKey } = request
  if (idempotencyKey !== undefined) {
    const { appId, workspaceId } = app
    const same = sameRequest(request)
    const known = await claimIdempotencyKey(tx, { workspaceId, appId, key: idempotencyKey, request: same, runId })
    if (known !== null) return known
  }
  if (conversationId !== null) await addTurn(tx, request, { conversationId, runId })
  return null
}

/** What a conversation holds by now may differ from when the key was used first, so that it is only named. */
function sameRequest({ inputs, history, conversationId, previousRunId, chatId }: StartPublicRun) {
  const said = history.map((turn) => ({ ...turn }))
  const before = conversationId ?? previousRunId ?? chatId
  return before === undefined ? [inputs, said] : [inputs, said, before]
}
