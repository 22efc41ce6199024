import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { TriggerView } from '@/lib/contracts/triggers'
import { apps } from '@/lib/db/schema/apps'
import { triggers } from '@/lib/db/schema/automations'
import { notFound, type ServiceContext } from '../context'
import type { System } from '../system'
import type { TriggerRow } from './open-trigger'

/** @throws NOT_FOUND, also for a trigger of another workspace */
export async function getTriggerRow(ctx: ServiceContext, triggerId: string) {
  const [row] = await ctx.db
    .select({ trigger: triggers, app: apps })
    .from(triggers)
    .innerJoin(apps, eq(apps.id, triggers.appId))
    .where(and(eq(triggers.id, triggerId), eq(triggers.workspaceId, ctx.workspace.id)))
  if (!row) throw notFound('missing.webhook')
  return row
}

export async function sealSecret(ctx: ServiceContext, id: string, secret: string) {
  const address = { workspaceId: ctx.workspace.id, id, type: 'trigger' as const }
  return { encryptedSecret: await ctx.system.keyring.seal(ctx.db, address, secret), last4: secret.slice(-4) }
}

export const triggerUrl = ({ appUrl }: Pick<System, 'appUrl'>, publicId: string): string =>
  `${appUrl}/hooks/${publicId}`

export function triggerView({ system }: Pick<ServiceContext, 'system'>, row: TriggerRow, appName: string): TriggerView {
  const { id, appId, name, auth, last4, mapping, concurrencyPath, versionId, enabled, lastRunId, lastError } = row
  const { plugin, event, connectionId, intervalSeconds, lastErrorRef } = row
  return {
    id,
    appId,
    appName,
    name,
    auth,
    last4,
    mapping,
    concurrencyPath,
    versionId,
    enabled,
    lastRunId,
    lastError,
    source: plugin === null || event === null ? null : { plugin, event, connectionId, intervalSeconds },
    lastErrorRef,
    sample: row.sample,
    captureUntil: row.captureUntil?.toISOString() ?? null,
    url: triggerUrl(system, row.publicId),
    lastDeliveryAt: row.lastDeliveryAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  }
}
