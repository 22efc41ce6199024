import 'server-only'
import { and, desc, eq, isNotNull } from 'drizzle-orm'
import { modelChecks } from '@/lib/db/schema/governance'
import type { ServiceContext } from '../context'

export interface NewestScores {
  quality: number | null
  safety: number | null
}

const NONE: NewestScores = { quality: null, safety: null }

/** Scores of the newest checks that are done, by `connection/model`. */
export async function newestScores({
  db,
  workspace,
}: Pick<ServiceContext, 'db' | 'workspace'>): Promise<(key: string) => NewestScores> {
  const { connectionId, model, kind, score, id } = modelChecks
  const found = await db
    .selectDistinctOn([connectionId, model, kind], { connectionId, model, kind, score })
    .from(modelChecks)
    .where(and(eq(modelChecks.workspaceId, workspace.id), eq(modelChecks.status, 'done'), isNotNull(score)))
    .orderBy(connectionId, model, kind, desc(id))
  const byModel = new Map<string, NewestScores>()
  for (const row of found) {
    const key = `${row.connectionId}/${row.model}`
    if (row.kind !== 'speed') byModel.set(key, { ...NONE, ...byModel.get(key), [row.kind]: row.score })
  }
  return (key) => byModel.get(key) ?? NONE
}
