import 'server-only'
import { eq } from 'drizzle-orm'
import type {
  getApiAction as actionContract,
  listApiPlugins as listContract,
  getApiPlugin as pluginContract,
} from '@/lib/contracts/custom-apis/plugins'
import { customApis } from '@/lib/db/schema/custom-apis'
import { describeApi } from '@/lib/plugins/imported/describe-api'
import { notFound, requireRole, type Verb } from '../context'
import { findApiByPlugin, getVersionRow, listActions } from './api-rows'
import { findAction } from './find-action'

export const listApiPlugins: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const apis = await ctx.db
    .select()
    .from(customApis)
    .where(eq(customApis.workspaceId, ctx.workspace.id))
    .orderBy(customApis.name)
  const plugins = []
  for (const api of apis) {
    const version = await getVersionRow(ctx, api)
    plugins.push(describeApi(version.manifest, await listActions(ctx, version)))
  }
  return { plugins }
}

export const getApiPlugin: Verb<typeof pluginContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const api = await findApiByPlugin(ctx, params.apiPlugin)
  if (!api) throw notFound('missing.api')
  return { manifest: (await getVersionRow(ctx, api)).manifest }
}

export const getApiAction: Verb<typeof actionContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const api = await findApiByPlugin(ctx, params.apiPlugin)
  if (!api) throw notFound('missing.api')
  const { actions } = await getVersionRow(ctx, api)
  const current = query.version ?? actions.find(({ id }) => id === params.apiAction)?.version
  const found =
    current === undefined
      ? null
      : await findAction(ctx.db, {
          ...{ workspaceId: ctx.workspace.id, plugin: params.apiPlugin },
          ...{ action: params.apiAction, version: current },
        })
  if (!found || current === undefined) throw notFound('missing.api')
  return { version: current, ...found }
}
