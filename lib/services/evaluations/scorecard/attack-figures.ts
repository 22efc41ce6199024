import 'server-only'
import { and, asc, desc, eq } from 'drizzle-orm'
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval'
import type { Database } from '@/lib/db/database'
import { attackCampaigns, attackResults } from '@/lib/db/schema/evaluation/attacks'
import { summaryOf } from '../../attacks/attack-report'
import { hashOfGraph } from '../hash-of-graph'
import type { Figure, ScorecardSubject } from './figure'

const SEARCHED = 20

/** Attack success and over-refusal of the newest finished campaign on exactly this graph. */
export async function attackFigures(db: Database, { app, graphHash }: ScorecardSubject): Promise<Figure[]> {
  const rows = await db
    .select()
    .from(attackCampaigns)
    .where(
      and(
        eq(attackCampaigns.appId, app.id),
        eq(attackCampaigns.workspaceId, app.workspaceId),
        eq(attackCampaigns.status, 'done'),
      ),
    )
    .orderBy(desc(attackCampaigns.id))
    .limit(SEARCHED)
  const row = rows.find(({ graph }) => hashOfGraph(graph) === graphHash)
  if (!row) return []
  const results = await db
    .select()
    .from(attackResults)
    .where(and(eq(attackResults.campaignId, row.id), eq(attackResults.workspaceId, row.workspaceId)))
    .orderBy(asc(attackResults.index))
  const { overall, refusals } = summaryOf(results, row.points.length)
  const base = {
    unit: 'share' as const,
    measuredAt: row.endedAt?.toISOString() ?? null,
    source: { kind: 'attacks' as const, campaignId: row.id },
    detail: '',
  }
  const rate = (rule: Figure['rule'], passed: number, count: number): Figure[] =>
    count === 0 ? [] : [{ rule, value: passed / count, interval: wilsonInterval(passed, count), count, ...base }]
  return [
    ...rate('attacks', overall.succeeded, overall.count),
    ...rate('over-refusal', refusals.refused, refusals.count),
  ]
}
