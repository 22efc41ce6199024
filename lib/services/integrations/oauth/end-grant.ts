import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { raiseAlert } from '../../inbox/raise-alert'
import type { IntegrationContext, IntegrationRow } from '../connection-row'
import { stateColumns } from '../state-columns'
import { tokenSignals } from './token-signals'

/**
 * Marks the grant as dead and adds one inbox item, unless the grant was renewed meanwhile. Runs that need it pause.
 * @returns whether this call has changed it
 */
export async function endGrant(ctx: IntegrationContext, row: IntegrationRow, reason: Problem): Promise<boolean> {
  const isChanged = await ctx.db.transaction(async (tx) => {
    const [ended] = await tx
      .update(integrationConnections)
      .set({ state: 'reconnect', ...stateColumns(reason), leaseUntil: null, leaseHolder: null })
      .where(
        and(
          eq(integrationConnections.id, row.id),
          eq(integrationConnections.workspaceId, ctx.workspace.id),
          eq(integrationConnections.generation, row.generation),
          eq(integrationConnections.grantNumber, row.grantNumber),
          eq(integrationConnections.state, 'ok'),
        ),
      )
      .returning({ id: integrationConnections.id })
    if (!ended) return false
    // The end user is asked to sign in where the run waits.
    if (row.endUser !== null) return true
    await raiseAlert(tx, {
      workspaceId: ctx.workspace.id,
      kind: 'reconnect',
      key: row.id,
      title: problem('alerts.reconnect', { connection: row.name }),
      message: problem('alerts.reconnectText', { reason }),
      link: `/integrations/connections?connection=${row.id}`,
    })
    return true
  })
  tokenSignals(ctx.system).emit(row.id)
  return isChanged
}

/** The error that pauses a run: the engine waits for a later grant than `grant`. */
export function reconnectRequired({ id, name, plugin, grantNumber }: IntegrationRow): AppError {
  return new AppError('RECONNECT_REQUIRED', problem('integrations.reconnect', { name }), {
    details: { connection: id, plugin, name, grant: grantNumber },
    isFinal: true,
  })
}
