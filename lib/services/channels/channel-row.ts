import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { apps, publications } from '@/lib/db/schema/apps'
import { channels } from '@/lib/db/schema/channels'
import { problem } from '@/lib/messages/problems/problem'
import type { ChannelDefinition } from '@/lib/plugins/events/channel'
import { loadChannel } from '@/lib/plugins/events/load-events'
import type { PluginManifest } from '@/lib/plugins/manifest-types'
import { pluginManifestOf } from '@/lib/plugins/manifests.gen'
import { notFound, type ServiceContext } from '../context'
import type { System } from '../system'

export type ChannelRow = typeof channels.$inferSelect

/** A channel with the code of its plugin. */
export interface OpenedChannel {
  row: ChannelRow
  plugin: PluginManifest
  definition: ChannelDefinition
}

/** @throws NOT_FOUND when this installation does not have the plugin */
export async function openChannel(row: ChannelRow): Promise<OpenedChannel> {
  const plugin = pluginManifestOf(row.plugin)
  const definition = await loadChannel(row.plugin)
  if (!plugin || !definition) throw new AppError('NOT_FOUND', problem('channels.unknown'))
  return { row, plugin, definition }
}

/** A channel that accepts messages, by its public address. */
export async function findChannel({ db }: Pick<System, 'db'>, publicId: string) {
  const [found] = await db
    .select({ row: channels, slug: publications.slug })
    .from(channels)
    .innerJoin(apps, eq(apps.id, channels.appId))
    .leftJoin(publications, eq(publications.appId, channels.appId))
    .where(and(eq(channels.publicId, publicId), eq(channels.enabled, true), isNull(apps.deletedAt)))
  return found ?? null
}

/** @throws NOT_FOUND, also for a channel of another workspace */
export async function getChannelRow(ctx: Pick<ServiceContext, 'db' | 'workspace'>, id: string): Promise<ChannelRow> {
  const [row] = await ctx.db
    .select()
    .from(channels)
    .where(and(eq(channels.id, id), eq(channels.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('missing.channel')
  return row
}

const Secrets = z.record(z.string(), z.string())

export async function channelSecrets(
  { db, keyring }: Pick<System, 'db' | 'keyring'>,
  { id, workspaceId, encryptedSecrets }: ChannelRow,
): Promise<Record<string, string>> {
  return Secrets.parse(JSON.parse(await keyring.open(db, { workspaceId, id, type: 'channel' }, encryptedSecrets)))
}
