import 'server-only'
import { and, asc, eq, exists, inArray, ne, sql } from 'drizzle-orm'
import {
  type EnvironmentView,
  type listEnvironments as listContract,
  STANDARD_ENVIRONMENTS,
} from '@/lib/contracts/environments'
import type { Database } from '@/lib/db/database'
import { environments, publications, versions } from '@/lib/db/schema/apps'
import { environmentSecrets, releaseRequests, releases } from '@/lib/db/schema/releases'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { requireRole, type Verb } from '../context'
import { isStandard } from './point-environment'
import { runningRollouts } from './read-rollouts'

export const listEnvironments: Verb<typeof listContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const rows = new Map((await readRows(ctx.db, app)).map((row) => [row.environment.name, row]))
  const customNames = [...rows.keys()].filter((name) => !isStandard(name)).sort()
  const requests = await readRequests(ctx.db, app)
  const secrets = await readSecretNames(ctx.db, app)
  const rollouts = await runningRollouts(ctx.db, app)
  const slug = await readSlug(ctx.db, app)
  return {
    environments: [...STANDARD_ENVIRONMENTS, ...customNames].map((name): EnvironmentView => {
      const row = rows.get(name)
      return {
        name,
        isStandard: isStandard(name),
        address: slug === null ? null : addressOf(slug, name),
        live: row?.version
          ? {
              ...row.version,
              since: row.release?.at.toISOString() ?? null,
              by: row.release?.by ?? null,
              hasEarlier: row.hasEarlier,
            }
          : null,
        durability: row?.environment.durability ?? 'async',
        runsPerKey: row?.environment.runsPerKey ?? 1,
        needsApproval: row?.environment.needsApproval ?? false,
        models: row?.environment.models ?? [],
        maintenance: row?.environment.maintenance ?? null,
        secretNames: secrets.filter(({ environment }) => environment === name).map((secret) => secret.name),
        orders: requests.filter((request) => request.environment === name).map(({ view }) => view),
        rollout: rollouts.find(({ environment }) => environment === name) ?? null,
      }
    }),
  }
}

const addressOf = (slug: string, environment: string) =>
  environment === 'production' ? slug : `${slug}@${environment}`

async function readRows(db: Database, app: AppRow) {
  const last = db
    .selectDistinctOn([releases.environment], {
      environment: releases.environment,
      at: releases.createdAt,
      by: releases.actorName,
    })
    .from(releases)
    .where(and(eq(releases.appId, app.id), eq(releases.workspaceId, app.workspaceId)))
    .orderBy(releases.environment, sql`${releases.id} desc`)
    .as('last')
  const earlier = db
    .select({ one: sql`1` })
    .from(releases)
    .where(
      and(
        eq(releases.appId, environments.appId),
        eq(releases.workspaceId, environments.workspaceId),
        eq(releases.environment, environments.name),
        ne(releases.versionId, environments.versionId),
      ),
    )
  return db
    .select({
      environment: environments,
      version: { versionId: versions.id, number: versions.number, note: versions.note },
      release: { at: last.at, by: last.by },
      hasEarlier: sql<boolean>`${exists(earlier)}`,
    })
    .from(environments)
    .leftJoin(versions, eq(versions.id, environments.versionId))
    .leftJoin(last, eq(last.environment, environments.name))
    .where(and(eq(environments.appId, app.id), eq(environments.workspaceId, app.workspaceId)))
}

async function readRequests(db: Database, app: AppRow) {
  const found = await db
    .select({ order: releaseRequests, number: versions.number })
    .from(releaseRequests)
    .innerJoin(versions, eq(versions.id, releaseRequests.versionId))
    .where(
      and(
        eq(releaseRequests.appId, app.id),
        eq(releaseRequests.workspaceId, app.workspaceId),
        inArray(releaseRequests.status, ['waiting', 'scheduled']),
      ),
    )
    .orderBy(asc(releaseRequests.id))
  return found.flatMap(({ order: request, number }) => {
    const { id, versionId, note, status, timeZone, requestedBy, requestedByName } = request
    if (status !== 'waiting' && status !== 'scheduled') return []
    const view = {
      id,
      versionId,
      versionNumber: number,
      note,
      status,
      timeZone,
      requestedBy,
      requestedByName,
      canaryPercent: request.rollout?.percent ?? null,
      promotesItself: request.rollout?.rules?.onSuccess === 'promote',
      dueAt: request.dueAt?.toISOString() ?? null,
      createdAt: request.createdAt.toISOString(),
    }
    return [{ environment: request.environment, view }]
  })
}

async function readSecretNames(db: Database, app: AppRow) {
  return db
    .select({ environment: environmentSecrets.environment, name: environmentSecrets.name })
    .from(environmentSecrets)
    .where(and(eq(environmentSecrets.appId, app.id), eq(environmentSecrets.workspaceId, app.workspaceId)))
    .orderBy(asc(environmentSecrets.name))
}

async function readSlug(db: Database, app: AppRow): Promise<string | null> {
  const [row] = await db
    .select({ slug: publications.slug })
    .from(publications)
    .where(and(eq(publications.appId, app.id), eq(publications.workspaceId, app.workspaceId)))
  return row?.slug ?? null
}
