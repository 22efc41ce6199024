import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import { wilsonInterval } from '@/lib/core/statistics/wilson-interval'
import type { Database } from '@/lib/db/database'
import { gateDecisions } from '@/lib/db/schema/evaluation/gates'
import type { Figure, ScorecardSubject } from './figure'

const READ = 200

/** The newest answer of a gate about this graph, and how often gates of the app were overridden. */
export async function gateFigures(db: Database, { app, graphHash }: ScorecardSubject): Promise<Figure[]> {
  const rows = await db
    .select()
    .from(gateDecisions)
    .where(and(eq(gateDecisions.appId, app.id), eq(gateDecisions.workspaceId, app.workspaceId)))
    .orderBy(desc(gateDecisions.id))
    .limit(READ)
  const [newest] = rows
  if (!newest) return []
  const source = { kind: 'gates' as const }
  const own = rows.find((row) => row.graphHash === graphHash)
  const overridden = rows.filter(({ override }) => override !== null).length
  const overrides: Figure = {
    rule: 'overrides',
    unit: 'share',
    value: overridden / rows.length,
    interval: wilsonInterval(overridden, rows.length),
    count: rows.length,
    detail: '',
    measuredAt: newest.createdAt.toISOString(),
    source,
  }
  if (!own) return [overrides]
  const measuredAt = own.createdAt.toISOString()
  const passes = Number(own.answer === 'passes')
  const gate = { rule: 'gate' as const, unit: 'count' as const, value: passes, interval: null, count: 1 }
  return [{ ...gate, detail: `${own.environment}: ${own.answer}`, measuredAt, source }, overrides]
}
