import 'server-only'
import { sql } from 'drizzle-orm'
import { type Database, rows } from '@/lib/db/database'
import type { ModelMetrics } from '@/lib/models/gateway/gateway-services'
import { measureModels } from '../catalog/measure-models'

interface ScoreRow {
  key: string
  score: number
}

/**
 * Metrics used by routes: median time to first token in the last week, as on cards, and the newest score on a data set.
 */
export async function readModelMetrics(db: Database, workspaceId: string): Promise<ReadonlyMap<string, ModelMetrics>> {
  const [measured, found] = await Promise.all([
    measureModels(db, workspaceId, { sinceDays: 7 }),
    db.execute(sql`
      select distinct on (connection_id, model) connection_id || '/' || model as key, score
      from model_checks
      where workspace_id = ${workspaceId}::uuid and kind = 'quality' and status = 'done' and score is not null
      order by connection_id, model, id desc`),
  ])
  const scores = new Map(rows<ScoreRow>(found).map(({ key, score }) => [key, Number(score)]))
  return new Map(
    [...new Set([...measured.keys(), ...scores.keys()])].map((key) => [
      key,
      { firstTokenMs: measured.get(key)?.firstTokenP50Ms ?? null, quality: scores.get(key) ?? null },
    ]),
  )
}
