import 'server-only'
import { and, eq } from 'drizzle-orm'
import type * as contract from '@/lib/contracts/judges'
import type { Database } from '@/lib/db/database'
import { reviewItems, reviewLabels } from '@/lib/db/schema/evaluation/reviews'
import { notFound, requireRole, requireUser, type Verb } from '../context'

interface Address {
  workspaceId: string
  evaluationId: string
  itemId: string
}

/** @throws NOT_FOUND */
async function requireItem(db: Database, { workspaceId, evaluationId, itemId }: Address): Promise<void> {
  const [found] = await db
    .select({ id: reviewItems.id })
    .from(reviewItems)
    .where(
      and(
        eq(reviewItems.id, itemId),
        eq(reviewItems.evaluationId, evaluationId),
        eq(reviewItems.workspaceId, workspaceId),
      ),
    )
  if (!found) throw notFound('missing.reviewItem')
}

export const labelReviewItem: Verb<typeof contract.labelReviewItem> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const { userId: reviewerId, name: reviewerName } = requireUser(ctx)
  const workspaceId = ctx.workspace.id
  await requireItem(ctx.db, { workspaceId, ...params })
  const { passes, seconds } = body
  await ctx.db.transaction(async (tx) => {
    await tx
      .insert(reviewLabels)
      .values({ workspaceId, itemId: params.itemId, reviewerId, reviewerName, passes, seconds })
      .onConflictDoUpdate({ target: [reviewLabels.itemId, reviewLabels.reviewerId], set: { passes, seconds } })
    await tx
      .update(reviewItems)
      .set({ reservedBy: null, reservedUntil: null })
      .where(
        and(
          eq(reviewItems.id, params.itemId),
          eq(reviewItems.workspaceId, workspaceId),
          eq(reviewItems.reservedBy, reviewerId),
        ),
      )
  })
  return { ok: true }
}

export const unlabelReviewItem: Verb<typeof contract.unlabelReviewItem> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const { userId } = requireUser(ctx)
  const workspaceId = ctx.workspace.id
  await requireItem(ctx.db, { workspaceId, ...params })
  await ctx.db
    .delete(reviewLabels)
    .where(
      and(
        eq(reviewLabels.itemId, params.itemId),
        eq(reviewLabels.workspaceId, workspaceId),
        eq(reviewLabels.reviewerId, userId),
      ),
    )
  return { ok: true }
}
