import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { exportAppFile as exportContract } from '@/lib/contracts/app-transfer'
import { AppError } from '@/lib/core/app-error'
import { versions } from '@/lib/db/schema/apps'
import { printAppFile } from '@/lib/graph/app-file/print-app-file'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { type AppRow, getAppRow } from '../apps/get-app-row'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { fileNameOf } from '../versions/file-name-of'
import { appFileResponse } from './app-file-response'
import { describeNeeds } from './describe-needs'
import { findStoredSecrets } from './find-stored-secrets'

/** @throws INVALID_INPUT where the graph contains the value of a secret or a key */
export const exportAppFile: Verb<typeof exportContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const { source, suffix } = await selectGraph(ctx, app, query.versionId)
  // Pinned results may be personal, and belong to this workspace.
  const graph = { ...source, nodes: source.nodes.map(({ pinned: _, ...node }) => node) }
  const { name, description, kind, icon } = app
  const found = await findStoredSecrets(ctx, { name, description, graph })
  if (found.length > 0) throw new AppError('INVALID_INPUT', problem('apps.containsSecrets', { found }))
  const needs = await describeNeeds(ctx, graph)
  const text = printAppFile({ app: { name, description, kind, icon }, needs, graph }, manifestOf)
  return appFileResponse(`${fileNameOf(name)}${suffix}`, text)
}

async function selectGraph(
  ctx: ServiceContext,
  app: AppRow,
  versionId: string | undefined,
): Promise<{ source: Graph; suffix: string }> {
  if (versionId === undefined) return { source: app.draft, suffix: '' }
  const [version] = await ctx.db
    .select({ number: versions.number, graph: versions.graph })
    .from(versions)
    .where(and(eq(versions.id, versionId), eq(versions.appId, app.id), eq(versions.workspaceId, ctx.workspace.id)))
  if (!version) throw notFound('missing.version')
  return { source: version.graph, suffix: `-v${version.number}` }
}
