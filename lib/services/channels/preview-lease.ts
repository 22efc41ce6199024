import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { channelMessages } from '@/lib/db/schema/channels'
import { isMessage, type MessageRow } from './message-queue'

/** One change of a preview is canceled after this time. */
export const CHANGE_MS = 10_000
const LEASE_SECONDS = 12
const POLL_MS = 100

type Address = Pick<MessageRow, 'id' | 'workspaceId'>

/**
 * Claims the next change of a message's preview, unless its answer is about to be sent or another process changes it. A
 * first preview with an unknown outcome is never followed by a second one.
 * @returns the id of the existing preview, null for the first one, or undefined without a claim
 */
export async function claimPreview(db: Database, message: Address): Promise<string | null | undefined> {
  const isFree = or(
    isNull(channelMessages.previewBusyUntil),
    and(lt(channelMessages.previewBusyUntil, sql`now()`), sql`${channelMessages.previewId} is not null`),
  )
  const [claimed] = await db
    .update(channelMessages)
    .set({ previewBusyUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
    .where(and(isMessage(message), inArray(channelMessages.status, ['waiting', 'running']), isFree))
    .returning({ previewId: channelMessages.previewId })
  return claimed?.previewId
}

/** @param previewId of the first preview, once the service has it */
export async function releasePreview(db: Database, message: Address, previewId: string | null): Promise<void> {
  await db
    .update(channelMessages)
    .set({ previewBusyUntil: null, ...(previewId === null ? {} : { previewId }) })
    .where(isMessage(message))
}

/** Waits until no change of the preview can arrive after the answer. @returns the current preview */
export async function settledPreview(db: Database, message: Address, signal: AbortSignal): Promise<string | null> {
  for (;;) {
    const [row] = await db
      .select({
        previewId: channelMessages.previewId,
        isBusy: sql<boolean>`coalesce(${channelMessages.previewBusyUntil} > now(), false)`,
      })
      .from(channelMessages)
      .where(isMessage(message))
    if (!row?.isBusy) return row?.previewId ?? null
    await delay(POLL_MS, undefined, { signal })
  }
}

/** Gives up a preview that the service no longer has. */
export async function dropPreview(db: Database, message: Address, previewId: string): Promise<void> {
  await db
    .update(channelMessages)
    .set({ previewId: null, isSending: false })
    .where(and(isMessage(message), eq(channelMessages.previewId, previewId)))
}
