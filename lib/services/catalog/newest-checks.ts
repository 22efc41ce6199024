import 'server-only'
import { and, desc, eq, isNotNull } from 'drizzle-orm'
import { modelChecks } from '@/lib/db/schema/governance'
import type { ServiceContext } from '../context'

/** The fields of a check that the list and its scorecards need. */
export interface NewestCheck {
  score: number | null
  /** Examples or probes that have a result. */
  done: number
  endedAt: string | null
}

export interface NewestChecks {
  quality: NewestCheck | null
  safety: NewestCheck | null
}

export const NO_CHECKS: NewestChecks = { quality: null, safety: null }

/** The newest completed checks, by `connection/model`. */
export async function newestChecks({
  db,
  workspace,
}: Pick<ServiceContext, 'db' | 'workspace'>): Promise<(key: string) => NewestChecks> {
  const { connectionId, model, kind, score, done, endedAt, id } = modelChecks
  const found = await db
    .selectDistinctOn([connectionId, model, kind], { connectionId, model, kind, score, done, endedAt })
    .from(modelChecks)
    .where(and(eq(modelChecks.workspaceId, workspace.id), eq(modelChecks.status, 'done'), isNotNull(score)))
    .orderBy(connectionId, model, kind, desc(id))
  const byModel = new Map<string, NewestChecks>()
  for (const row of found) {
    const key = `${row.connectionId}/${row.model}`
    const check = { score: row.score, done: row.done, endedAt: row.endedAt?.toISOString() ?? null }
    if (row.kind !== 'speed') byModel.set(key, { ...NO_CHECKS, ...byModel.get(key), [row.kind]: check })
  }
  return (key) => byModel.get(key) ?? NO_CHECKS
}
