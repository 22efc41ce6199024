import 'server-only'
import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import type { Database, Transaction } from '@/lib/db/database'
import { idempotencyKeys } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'

/** Keys with this prefix are kept for a year instead of a week. */
export const TIMELESS_CLAIM = 'timeless:'

interface Claim {
  workspaceId: string
  appId: string
  key: string
  /** The request that must be equal for the same key. */
  request: Json
  runId: string
}

/**
 * @returns the run that this key already has, or null when it was free and is now claimed. @throws CONFLICT for another
 * request
 */
export async function claimIdempotencyKey(db: Database | Transaction, claim: Claim): Promise<string | null> {
  const { workspaceId, appId, key, runId } = claim
  const requestHash = createHash('sha256').update(JSON.stringify(claim.request)).digest('hex')
  const claimed = await db
    .insert(idempotencyKeys)
    .values({ workspaceId, appId, key, requestHash, runId })
    .onConflictDoNothing()
    .returning({ runId: idempotencyKeys.runId })
  if (claimed.length > 0) return null
  const [existing] = await db
    .select()
    .from(idempotencyKeys)
    .where(
      and(eq(idempotencyKeys.workspaceId, workspaceId), eq(idempotencyKeys.appId, appId), eq(idempotencyKeys.key, key)),
    )
  if (!existing) throw new AppError('UNAVAILABLE', problem('publicApi.requestInProgress'), { retryAfterSeconds: 1 })
  if (existing.requestHash !== requestHash) {
    throw new AppError('CONFLICT', problem('publicApi.idempotencyKeyReused'))
  }
  return existing.runId
}
