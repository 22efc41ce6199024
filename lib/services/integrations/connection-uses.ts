import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { IntegrationConnectionUses } from '@/lib/contracts/integrations/connections'
import { apps } from '@/lib/db/schema/apps'
import { triggers } from '@/lib/db/schema/automations'
import { channels } from '@/lib/db/schema/channels'
import { appsThatName } from '../apps/apps-that-name'
import type { ServiceContext } from '../context'

/** The apps, channels and event triggers that stop working without a connection. */
export async function connectionUses(
  ctx: Pick<ServiceContext, 'db' | 'workspace'>,
  connectionId: string,
): Promise<IntegrationConnectionUses> {
  const inWorkspace = and(eq(apps.workspaceId, ctx.workspace.id), isNull(apps.deletedAt))
  const appColumns = { appId: apps.id, appName: apps.name }
  return {
    apps: await appsThatName(ctx, connectionId),
    channels: await ctx.db
      .select({ id: channels.id, plugin: channels.plugin, ...appColumns })
      .from(channels)
      .innerJoin(apps, eq(apps.id, channels.appId))
      .where(and(eq(channels.connectionId, connectionId), eq(channels.workspaceId, ctx.workspace.id), inWorkspace))
      .orderBy(asc(apps.name), asc(channels.id)),
    triggers: await ctx.db
      .select({ id: triggers.id, name: triggers.name, ...appColumns })
      .from(triggers)
      .innerJoin(apps, eq(apps.id, triggers.appId))
      .where(and(eq(triggers.connectionId, connectionId), eq(triggers.workspaceId, ctx.workspace.id), inWorkspace))
      .orderBy(asc(triggers.name), asc(triggers.id)),
  }
}
