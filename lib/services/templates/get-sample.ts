import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type {
  getAppSample as getAppSampleContract,
  getTemplateSample as getTemplateSampleContract,
} from '@/lib/contracts/templates'
import { apps } from '@/lib/db/schema/apps'
import { templateOf } from '@/lib/templates/templates'
import { notFound, requireRole, type Verb } from '../context'
import { viewSample } from './view-sample'

export const getTemplateSample: Verb<typeof getTemplateSampleContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const template = templateOf(query.templateId)
  if (!template) throw notFound('missing.template')
  return viewSample(ctx, template, query.locale)
}

export const getAppSample: Verb<typeof getAppSampleContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  const [app] = await ctx.db
    .select({ sample: apps.sample })
    .from(apps)
    .where(and(eq(apps.id, params.appId), eq(apps.workspaceId, ctx.workspace.id), isNull(apps.deletedAt)))
  if (!app) throw notFound('missing.app')
  // A later release may no longer have the template.
  const template = app.sample ? templateOf(app.sample.templateId) : undefined
  return { sample: app.sample && template ? await viewSample(ctx, template, app.sample.locale) : null }
}
