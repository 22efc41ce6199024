import 'server-only'
import { and, desc, eq, lt, type SQL } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { RolloutView } from '@/lib/contracts/rollouts'
import type { Database } from '@/lib/db/database'
import { environments, versions } from '@/lib/db/schema/apps'
import { rollouts } from '@/lib/db/schema/releases'
import type { AppRow } from '../apps/get-app-row'

type App = Pick<AppRow, 'id' | 'workspaceId'>
const SHOWN = 50

export const runningRollouts = (db: Database, app: App) => readViews(db, app, eq(rollouts.status, 'running'))

/** All rollouts of the app, newest first. */
export const allRollouts = (db: Database, app: App) => readViews(db, app, undefined)

/** Rollouts of the app or one of its environments, newest first. `cursor` is the last id of the previous page. */
export function rolloutPage(
  db: Database,
  app: App,
  { environment, cursor, limit }: { environment?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<RolloutView[]> {
  const filter = and(
    environment === undefined ? undefined : eq(rollouts.environment, environment),
    cursor === undefined ? undefined : lt(rollouts.id, cursor),
  )
  return readViews(db, app, filter, limit)
}

/** @returns null if the app has no rollout with this id */
export async function findRollout(db: Database, app: App, rolloutId: string): Promise<RolloutView | null> {
  return (await readViews(db, app, eq(rollouts.id, rolloutId)))[0] ?? null
}

async function readViews(db: Database, app: App, filter: SQL | undefined, limit = SHOWN): Promise<RolloutView[]> {
  const base = alias(versions, 'base')
  const found = await db
    .select({
      rollout: rollouts,
      versionNumber: versions.number,
      baseNumber: base.number,
      needsApproval: environments.needsApproval,
    })
    .from(rollouts)
    .innerJoin(versions, eq(versions.id, rollouts.versionId))
    .innerJoin(base, eq(base.id, rollouts.baseVersionId))
    // An environment may be deleted while its history stays.
    .leftJoin(
      environments,
      and(
        eq(environments.appId, rollouts.appId),
        eq(environments.workspaceId, rollouts.workspaceId),
        eq(environments.name, rollouts.environment),
      ),
    )
    .where(and(eq(rollouts.appId, app.id), eq(rollouts.workspaceId, app.workspaceId), filter))
    .orderBy(desc(rollouts.id))
    .limit(limit)
  return found.map(({ rollout, versionNumber, baseNumber, needsApproval }) => {
    const { id, environment, kind, percent, stickyBy, rules, versionId, baseVersionId, status, decision } = rollout
    return {
      id,
      environment,
      kind,
      percent,
      stickyBy,
      rules,
      versionId,
      versionNumber,
      baseVersionId,
      baseNumber,
      status,
      decision,
      startedBy: rollout.startedByName,
      endedBecause: rollout.endedBecause,
      endedBecauseRef: rollout.endedBecauseRef,
      approvedBy: rollout.approvedBy,
      asksFirst: needsApproval === true && rollout.approvedBy === null,
      createdAt: rollout.createdAt.toISOString(),
      endedAt: rollout.endedAt?.toISOString() ?? null,
    }
  })
}
