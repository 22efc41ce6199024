import 'server-only'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { integrationConnections } from '@/lib/db/schema/integrations'
import { problem } from '@/lib/messages/problems/problem'
import { type AuditContext, emitAudit } from '../../audit/emit-audit'
import { tokenColumns } from '../check-connection'
import type { IntegrationContext, IntegrationRow } from '../connection-row'
import { Tokens } from '../sealed-values'
import { stateColumns } from '../state-columns'
import { tokenSignals } from './token-signals'

/** A grant of a person whose account was identified, before it is stored. */
export const PendingGrant = z.strictObject({
  tokens: Tokens,
  tokenExpiresAt: z.coerce.date().nullable(),
  scopes: z.array(z.string()).nullable(),
  account: z.string().nullable(),
  accountId: z.string().nullable(),
})
export type PendingGrant = z.infer<typeof PendingGrant>

/** Replaces the grant of a connection; runs that wait for it resume. */
export async function storeGrant(
  ctx: IntegrationContext & AuditContext,
  row: IntegrationRow,
  grant: PendingGrant,
): Promise<IntegrationRow> {
  const { account, accountId, tokens, tokenExpiresAt } = grant
  const columns = await tokenColumns(ctx, row, grant)
  const stored = await ctx.db.transaction(async (tx) => {
    const [changed] = await tx
      .update(integrationConnections)
      .set({
        ...columns,
        // Without a refresh token the person has to sign in again when the access token ends.
        account,
        accountId,
        expiresAt: tokens.refreshToken === null ? tokenExpiresAt : null,
        state: 'ok',
        ...stateColumns(null),
        testedAt: ctx.now(),
        grantNumber: row.grantNumber + 1,
      })
      .where(
        and(
          eq(integrationConnections.id, row.id),
          eq(integrationConnections.workspaceId, ctx.workspace.id),
          eq(integrationConnections.grantNumber, row.grantNumber),
        ),
      )
      .returning()
    if (!changed) throw new AppError('CONFLICT', problem('connections.changedMeanwhile'))
    await emitAudit(tx, ctx, {
      action: 'integration.connect',
      subject: `integration-connection:${row.id}`,
      before: { account: row.account },
      after: { name: row.name, account, scopes: grant.scopes, endUser: row.endUser },
    })
    return changed
  })
  tokenSignals(ctx.system).emit(row.id)
  return stored
}
