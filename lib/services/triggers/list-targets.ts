import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { listTargets as contract } from '@/lib/contracts/automations'
import { apps, environments, publications, versions } from '@/lib/db/schema/apps'
import { requireRole, type Verb } from '@/lib/services/context'
import { inputFieldsOf } from '../apps/input-fields'

export const listTargets: Verb<typeof contract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const found = await ctx.db
    .select({ app: apps, slug: publications.slug, live: versions.graph })
    .from(apps)
    .leftJoin(publications, eq(publications.appId, apps.id))
    .leftJoin(environments, and(eq(environments.appId, apps.id), eq(environments.name, 'production')))
    .leftJoin(versions, eq(versions.id, environments.versionId))
    .where(and(eq(apps.workspaceId, ctx.workspace.id), isNull(apps.deletedAt)))
    .orderBy(asc(apps.name))
  return {
    targets: found.map(({ app, slug, live }) => ({
      appId: app.id,
      name: app.name,
      slug,
      published: live !== null,
      inputFields: inputFieldsOf(live ?? app.draft),
    })),
  }
}
