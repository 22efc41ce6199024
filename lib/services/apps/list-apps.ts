import 'server-only'
import type { getApp as getAppContract, listApps as listAppsContract } from '@/lib/contracts/apps'
import { requireRole, type Verb } from '../context'
import { withoutClosedPins } from '../knowledge/without-closed-pins'
import { selectAppList } from './app-list'
import { detailOf } from './app-summaries'

export const listApps: Verb<typeof listAppsContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  return { apps: await selectAppList(ctx) }
}

export const getApp: Verb<typeof getAppContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const app = await detailOf(ctx.db, ctx.workspace.id, params.appId)
  return { ...app, graph: await withoutClosedPins(ctx, app.graph) }
}
