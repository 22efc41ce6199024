import 'server-only'
import { and, eq } from 'drizzle-orm'
import type {
  getVersion as getVersionContract,
  listVersions as listVersionsContract,
  publishVersion as publishVersionContract,
} from '@/lib/contracts/versions'
import { AppError } from '@/lib/core/app-error'
import { versions } from '@/lib/db/schema/apps'
import { addEnglishToIssue } from '@/lib/graph/add-english-to-issue'
import { compile } from '@/lib/graph/compile'
import { problem } from '@/lib/messages/problems/problem'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import '@/lib/plugins/learn-catalog'
import { getAppRow } from '../apps/get-app-row'
import { notFound, requireRole, type Verb } from '../context'
import { overrideOf } from '../gates/override-of'
import { recordingRefusals } from '../gates/recording-refusals'
import { readModelRules } from '../governance/model-rules'
import { withoutClosedPins } from '../knowledge/without-closed-pins'
import { requireEnvironment } from '../releases/environments'
import { releaseInTurn } from '../releases/release-version'
import { insertVersion } from './insert-version'
import { forgetLiveApps } from './live-app-cache'
import { ensurePublication, publicationOf } from './publication'
import { selectVersions } from './select-versions'

/**
 * Freezes the draft as the next version and releases it to an environment. @throws INVALID_GRAPH with its issues;
 * CONFLICT when the draft has changed
 */
export const publishVersion: Verb<typeof publishVersionContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  if (app.revision !== body.revision) {
    throw new AppError('CONFLICT', problem('versions.appChanged'), {
      details: { revision: app.revision },
    })
  }
  const compiled = compile({
    graph: app.draft,
    manifests: manifestOf,
    models: await readModelRules(ctx.db, ctx.workspace.id),
  })
  if (!compiled.ok) {
    throw new AppError('INVALID_GRAPH', problem('versions.appHasProblems'), {
      details: compiled.issues.map(addEnglishToIssue),
    })
  }
  await requireEnvironment(ctx.db, app, body.environment)
  const override = overrideOf(ctx, body.override)
  const { id, release } = await recordingRefusals(ctx, async (tx) => {
    const versionId = await insertVersion(tx, ctx, app, {
      note: body.note,
      hash: compiled.plan.hash,
      cause: 'published' as const,
      isSound: true,
    })
    await ensurePublication(tx, app)
    const { environment, note } = body
    const request = {
      environment,
      note,
      versionId,
      kind: 'publish' as const,
      dueAt: null,
      timeZone: null,
      override,
    }
    return { id: versionId, release: await releaseInTurn(tx, ctx, app, request) }
  })
  forgetLiveApps(ctx.db)
  const [version] = await selectVersions(ctx.db, app).then((all) => all.filter((item) => item.id === id))
  if (!version) throw notFound('missing.version')
  return { version, publication: await publicationOf(ctx, app), release }
}

export const listVersions: Verb<typeof listVersionsContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  return { versions: await selectVersions(ctx.db, await getAppRow(ctx.db, ctx.workspace.id, params.appId)) }
}

export const getVersion: Verb<typeof getVersionContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const [row] = await ctx.db
    .select({ graph: versions.graph })
    .from(versions)
    .where(
      and(eq(versions.id, params.versionId), eq(versions.appId, app.id), eq(versions.workspaceId, ctx.workspace.id)),
    )
  const version = (await selectVersions(ctx.db, app)).find((item) => item.id === params.versionId)
  if (!row || !version) throw notFound('missing.version')
  return { version, graph: await withoutClosedPins(ctx, row.graph) }
}
