import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import { idempotencyKeys, runs } from '@/lib/db/schema/runs'
import type { KnownKey } from '@/lib/services/keys/find-key'
import { claimIdempotencyKey } from '@/lib/services/runs/claim-idempotency-key'
import { addTurn } from '../conversations/continue-conversation'
import type { StartPublicRun } from '../public/types'

/** Whether the request was sent before. Its run has its slots already. */
export async function isRetry(db: Database, { app, idempotencyKey }: StartPublicRun): Promise<boolean> {
  if (idempotencyKey === undefined) return false
  return (await claimedRun(db, { workspaceId: app.workspaceId, appIds: [app.appId] }, idempotencyKey)) !== null
}

/**
 * Claims the idempotency key for the run and adds the run to its conversation, in the transaction that stores the run.
 * @returns the run that an earlier request with this key started
 */
export async function claimRun(
  tx: Transaction,
  request: StartPublicRun,
  { runId, conversationId }: { runId: string; conversationId: string | null },
): Promise<string | null> {
  const { app, idempotencyKey } = request
  if (idempotencyKey !== undefined) {
    const { appId, workspaceId } = app
    const compared = idempotentPart(request)
    const existingRunId = await claimIdempotencyKey(tx, {
      workspaceId,
      appId,
      key: idempotencyKey,
      request: compared,
      runId,
    })
    if (existingRunId !== null) return existingRunId
  }
  if (conversationId !== null) await addTurn(tx, request, { conversationId, runId })
  return null
}

/** Compares only the id of a conversation, not its history: it grows between two attempts. */
function idempotentPart({
  inputs,
  sameRequest = inputs,
  history,
  conversationId,
  previousRunId,
  chatId,
}: StartPublicRun) {
  const turns = history.map((turn) => ({ ...turn }))
  const before = conversationId ?? previousRunId ?? chatId
  return before === undefined ? [sameRequest, turns] : [sameRequest, turns, before]
}

/** The version that answered the first request. */
export async function versionOfRun(db: Database, { app }: StartPublicRun, runId: string): Promise<number | undefined> {
  const [row] = await db
    .select({ number: versions.number })
    .from(runs)
    .innerJoin(versions, eq(versions.id, runs.versionId))
    .where(and(eq(runs.id, runId), eq(runs.workspaceId, app.workspaceId)))
  return row?.number
}

/** The run that an earlier request with this idempotency key started, in one of the apps that the API key may run. */
export async function claimedRun(
  db: Database,
  { workspaceId, appIds }: Pick<KnownKey, 'workspaceId' | 'appIds'>,
  idempotencyKey: string,
): Promise<string | null> {
  const [found] = await db
    .select({ runId: idempotencyKeys.runId })
    .from(idempotencyKeys)
    .where(
      and(
        eq(idempotencyKeys.workspaceId, workspaceId),
        inArray(idempotencyKeys.appId, [...appIds]),
        eq(idempotencyKeys.key, idempotencyKey),
      ),
    )
    .limit(1)
  return found?.runId ?? null
}
