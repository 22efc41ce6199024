import 'server-only'
import { sql } from 'drizzle-orm'
import type { FeedbackBody } from '@/lib/contracts/feedback'
import { newId } from '@/lib/core/new-id'
import type { Database, Transaction } from '@/lib/db/database'
import { runFeedback } from '@/lib/db/schema/datasets'

export interface StoreFeedback {
  workspaceId: string
  appId: string
  runId: string
  /** `user:<id>`, `end:<id>` or `key:<id>`. */
  author: string
  body: FeedbackBody
}

/** One row per run and author; new feedback replaces it. The caller has checked that the author may rate the run. */
export async function storeFeedback(db: Database | Transaction, { body, ...address }: StoreFeedback): Promise<void> {
  const rating = { rating: body.rating, reason: body.reason.trim(), correction: body.correction || null }
  await db
    .insert(runFeedback)
    .values({ id: newId(), ...address, ...rating })
    .onConflictDoUpdate({ target: [runFeedback.runId, runFeedback.author], set: { ...rating, updatedAt: sql`now()` } })
}
