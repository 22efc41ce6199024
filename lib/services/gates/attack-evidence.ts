import 'server-only'
import { and, count, desc, eq, gt, inArray } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { attackCampaigns, attackResults } from '@/lib/db/schema/evaluation/attacks'
import { hashOfGraph } from '../evaluations/hash-of-graph'
import type { MeasuredGraph } from './find-evidence'
import type { GateEvidence } from './gate-evidence'
import type { AppAddress } from './gate-rows'

const SEARCHED = 20
const DAY_MS = 86_400_000

/** Decided attacks of the newest finished campaign on exactly this graph. */
export async function attackEvidence(
  db: Database | Transaction,
  app: AppAddress,
  { candidate, maxAgeDays, now }: { candidate: Pick<MeasuredGraph, 'graphHash'>; maxAgeDays: number; now: Date },
): Promise<GateEvidence['attacks']> {
  const rows = await db
    .select({ id: attackCampaigns.id, graph: attackCampaigns.graph })
    .from(attackCampaigns)
    .where(
      and(
        eq(attackCampaigns.appId, app.id),
        eq(attackCampaigns.workspaceId, app.workspaceId),
        eq(attackCampaigns.status, 'done'),
        gt(attackCampaigns.createdAt, new Date(now.getTime() - maxAgeDays * DAY_MS)),
      ),
    )
    .orderBy(desc(attackCampaigns.id))
    .limit(SEARCHED)
  const found = rows.find(({ graph }) => hashOfGraph(graph) === candidate.graphHash)
  if (!found) return null
  const counts = await db
    .select({ status: attackResults.status, count: count() })
    .from(attackResults)
    .where(
      and(
        eq(attackResults.campaignId, found.id),
        eq(attackResults.workspaceId, app.workspaceId),
        inArray(attackResults.status, ['resisted', 'succeeded']),
      ),
    )
    .groupBy(attackResults.status)
  const countOf = (status: 'resisted' | 'succeeded') => counts.find((row) => row.status === status)?.count ?? 0
  return { succeeded: countOf('succeeded'), count: countOf('succeeded') + countOf('resisted') }
}
