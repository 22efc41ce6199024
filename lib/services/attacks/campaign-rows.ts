import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { AttackCampaignView } from '@/lib/contracts/attacks'
import type { Database, Transaction } from '@/lib/db/database'
import { apps } from '@/lib/db/schema/apps'
import { attackCampaigns, attackResults } from '@/lib/db/schema/evaluation/attacks'
import { notFound } from '../context'

export type CampaignRow = typeof attackCampaigns.$inferSelect

/** @throws NOT_FOUND, also for a campaign of another workspace or of a deleted app */
export async function getCampaign(
  db: Database | Transaction,
  { workspaceId, campaignId }: { workspaceId: string; campaignId: string },
): Promise<CampaignRow> {
  const [row] = await db
    .select({ campaign: attackCampaigns })
    .from(attackCampaigns)
    .innerJoin(apps, and(eq(apps.id, attackCampaigns.appId), isNull(apps.deletedAt)))
    .where(and(eq(attackCampaigns.id, campaignId), eq(attackCampaigns.workspaceId, workspaceId)))
  if (!row) throw notFound('missing.attacks')
  return row.campaign
}

export async function viewCampaign(db: Database | Transaction, row: CampaignRow): Promise<AttackCampaignView> {
  const { id, appId, versionNumber, size, status, points, total, budgetMicros, error, errorRef } = row
  const [counts] = await db
    .select({
      done: sql<number>`count(*) filter (where ${attackResults.status} <> 'running')`.mapWith(Number),
      succeeded: sql<number>`count(*) filter (where ${attackResults.status} = 'succeeded')`.mapWith(Number),
      costMicros: sql<number>`coalesce(sum(${attackResults.costMicros}), 0)`.mapWith(Number),
    })
    .from(attackResults)
    .where(and(eq(attackResults.campaignId, id), eq(attackResults.workspaceId, row.workspaceId)))
  return {
    id,
    appId,
    versionNumber,
    size,
    status,
    points,
    total,
    budgetMicros,
    error,
    errorRef,
    done: counts?.done ?? 0,
    succeeded: counts?.succeeded ?? 0,
    costMicros: counts?.costMicros ?? 0,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  }
}
