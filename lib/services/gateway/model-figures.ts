import 'server-only'
import { sql } from 'drizzle-orm'
import { type Database, rows } from '@/lib/db/database'
import type { ModelFigures } from '@/lib/models/gateway/gateway-services'

interface FigureRow {
  connection_id: string
  model: string
  first_token_ms: number | null
  quality: number | null
}

/** What routes choose by: median time to the first token in the last week, and the newest score on a data set. */
export async function readModelFigures(db: Database, workspaceId: string): Promise<ReadonlyMap<string, ModelFigures>> {
  const found = await db.execute(sql`
    with speed as (
      select connection_id, model, percentile_cont(0.5) within group (order by first_token_ms) as first_token_ms
      from model_calls
      where workspace_id = ${workspaceId}::uuid and at > now() - interval '7 days'
        and outcome = 'ok' and first_token_ms is not null
      group by connection_id, model
    ), quality as (
      select distinct on (connection_id, model) connection_id, model, score as quality
      from model_checks
      where workspace_id = ${workspaceId}::uuid and kind = 'quality' and status = 'done' and score is not null
      order by connection_id, model, id desc
    )
    select connection_id, model, speed.first_token_ms, quality.quality
    from speed full join quality using (connection_id, model)`)
  return new Map(
    rows<FigureRow>(found).map((row) => [
      `${row.connection_id}/${row.model}`,
      { firstTokenMs: numberOf(row.first_token_ms), quality: numberOf(row.quality) },
    ]),
  )
}

const numberOf = (value: number | null): number | null => (value === null ? null : Number(value))
