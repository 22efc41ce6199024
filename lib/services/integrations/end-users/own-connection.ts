import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { newId } from '@/lib/core/new-id'
import { retry } from '@/lib/db/errors/retry'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { problem } from '@/lib/messages/problems/problem'
import type { IntegrationContext, IntegrationRow } from '../connection-row'
import { stateColumns } from '../state-columns'
import type { EndUser } from './verified-end-user'

/**
 * The end user's own connection to a service. If there is none, creates one without a grant, and the run pauses for it.
 * @param setup the connection that the app names
 * @throws CREDENTIAL_MISSING without a verified end user
 */
export async function ownConnection(
  ctx: IntegrationContext,
  setup: IntegrationRow,
  endUser: EndUser | null,
): Promise<IntegrationRow> {
  const { name, plugin, kind, custom, fields, oauthClientId } = setup
  if (!endUser) throw new AppError('CREDENTIAL_MISSING', problem('integrations.endUserUnknown', { name }))
  return retry(async () => {
    const existing = await findOwnConnection(ctx, setup, endUser)
    if (existing) return existing
    await ctx.db
      .insert(integrationConnections)
      .values({
        id: newId(),
        workspaceId: ctx.workspace.id,
        name,
        plugin,
        kind,
        custom,
        fields,
        oauthClientId,
        setupId: setup.id,
        appId: endUser.appId,
        endUser: endUser.name,
        ownerId: endUser.memberId,
        state: 'reconnect',
        ...stateColumns(problem('integrations.notSignedIn')),
      })
      .onConflictDoNothing()
    return (await findOwnConnection(ctx, setup, endUser)) ?? raiseMissing()
  })
}

async function findOwnConnection(
  ctx: IntegrationContext,
  setup: IntegrationRow,
  { appId, name }: EndUser,
): Promise<IntegrationRow | null> {
  const [row] = await ctx.db
    .select()
    .from(integrationConnections)
    .where(
      and(
        eq(integrationConnections.workspaceId, ctx.workspace.id),
        eq(integrationConnections.setupId, setup.id),
        eq(integrationConnections.appId, appId),
        eq(integrationConnections.endUser, name),
      ),
    )
  return row ?? null
}

function raiseMissing(): never {
  throw internalError('The connection of the end user was not stored.')
}
