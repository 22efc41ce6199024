import 'server-only'
import { and, desc, eq } from 'drizzle-orm'
import type {
  forkVersion as forkVersionContract,
  saveVersion as saveVersionContract,
  VersionView,
} from '@/lib/contracts/versions'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import { apps, versions } from '@/lib/db/schema/apps'
import { compile } from '@/lib/graph/compile'
import { diffGraphs } from '@/lib/graph/diff/diff'
import { hashGraph } from '@/lib/graph/format/hash'
import { problem } from '@/lib/messages/problems/problem'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import '@/lib/plugins/learn-catalog'
import { detailOf } from '../apps/app-summaries'
import { creatorOf } from '../apps/creator-of'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { readModelRules } from '../governance/model-rules'
import { insertVersion } from './insert-version'
import { selectVersions } from './select-versions'

/** Saves the draft as a version. @throws CONFLICT if the draft has changed */
export const saveVersion: Verb<typeof saveVersionContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  if (app.revision !== body.revision) {
    throw new AppError('CONFLICT', problem('versions.appChangedReload'), {
      details: { revision: app.revision },
    })
  }
  const sameVersion = body.cause === 'restore' ? await findSameGraph(ctx, app) : null
  return viewOf(ctx, app, sameVersion ?? (await keepDraft(ctx, app, body)))
}

async function keepDraft(
  ctx: ServiceContext,
  app: AppRow,
  { note, cause }: { note: string; cause: 'saved' | 'restore' },
): Promise<string> {
  const models = await readModelRules(ctx.db, ctx.workspace.id)
  const compiled = compile({ graph: app.draft, manifests: manifestOf, models })
  const hash = compiled.ok ? compiled.plan.hash : hashGraph(app.draft)
  return ctx.db.transaction((tx) => insertVersion(tx, ctx, app, { note, hash, cause, isSound: compiled.ok }))
}

/** The newest version, if it equals the draft including node positions. */
async function findSameGraph(ctx: ServiceContext, app: AppRow): Promise<string | null> {
  const [newest] = await ctx.db
    .select({ id: versions.id, graph: versions.graph })
    .from(versions)
    .where(and(eq(versions.appId, app.id), eq(versions.workspaceId, app.workspaceId)))
    .orderBy(desc(versions.number))
    .limit(1)
  if (!newest) return null
  const { changesRuns, nodes } = diffGraphs(newest.graph, app.draft)
  return changesRuns || nodes.moved.length > 0 ? null : newest.id
}

async function viewOf(ctx: ServiceContext, app: AppRow, id: string): Promise<VersionView> {
  const version = (await selectVersions(ctx.db, app)).find((item) => item.id === id)
  if (!version) throw notFound('missing.version')
  return version
}

export const forkVersion: Verb<typeof forkVersionContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const source = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const [version] = await ctx.db
    .select({ graph: versions.graph })
    .from(versions)
    .where(
      and(eq(versions.id, params.versionId), eq(versions.appId, source.id), eq(versions.workspaceId, ctx.workspace.id)),
    )
  if (!version) throw notFound('missing.version')
  const id = newId()
  const { workspaceId, description, kind, icon, color, tags } = source
  await ctx.db.insert(apps).values({
    id,
    workspaceId,
    name: body.name,
    description,
    kind,
    icon,
    color,
    tags,
    createdBy: creatorOf(ctx),
    draft: version.graph,
  })
  return detailOf(ctx.db, ctx.workspace.id, id)
}
