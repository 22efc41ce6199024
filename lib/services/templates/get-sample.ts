import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type {
  getAppSample as getAppSampleContract,
  getTemplateSample as getTemplateSampleContract,
} from '@/lib/contracts/templates'
import { apps } from '@/lib/db/schema/apps'
import { notFound, requireRole, type Verb } from '../context'
import { findTemplate } from './find-template'
import { viewSample } from './view-sample'

export const getTemplateSample: Verb<typeof getTemplateSampleContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const template = await findTemplate(query.templateId)
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
  const template = app.sample ? await findTemplate(app.sample.templateId) : undefined
  return { sample: app.sample && template ? await viewSample(ctx, template, app.sample.locale) : null }
}
