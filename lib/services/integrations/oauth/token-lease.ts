import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import { integrationConnections } from '@/lib/db/schema/integrations'
import type { IntegrationContext, IntegrationRow } from '../connection-row'
import { sealJson } from '../sealed-values'
import type { Granted } from './request-tokens'
import { tokenSignals } from './token-signals'

/** Longer than the timeout of a token request. */
const LEASE_SECONDS = 30

export interface TokenLease {
  row: IntegrationRow
  holder: string
}

/**
 * Acquires a lease for refreshing the tokens of this generation, without an open transaction. It ends when the result
 * is stored, when it is released, or when it expires after a crash. @returns null while another process holds it
 */
export async function acquireLease(ctx: IntegrationContext, row: IntegrationRow): Promise<TokenLease | null> {
  const holder = newId()
  const [leased] = await ctx.db
    .update(integrationConnections)
    .set({
      leaseUntil: sql`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})`,
      leaseHolder: holder,
      updatedAt: row.updatedAt,
    })
    .where(
      and(
        isOfGeneration(ctx, row),
        eq(integrationConnections.state, 'ok'),
        sql`coalesce(${integrationConnections.leaseUntil} < clock_timestamp(), true)`,
      ),
    )
    .returning()
  return leased ? { row: leased, holder } : null
}

/** @returns the stored row; null if another process has stored newer tokens, so that these must not be used */
export async function storeTokens(
  ctx: IntegrationContext,
  { row, holder }: TokenLease,
  { tokens, tokenExpiresAt, scopes }: Granted,
): Promise<IntegrationRow | null> {
  const [stored] = await ctx.db
    .update(integrationConnections)
    .set({
      encryptedTokens: await sealJson(ctx, 'integration-tokens', row.id, tokens),
      tokenExpiresAt,
      ...(scopes === null ? {} : { scopes }),
      generation: row.generation + 1,
      leaseUntil: null,
      leaseHolder: null,
      updatedAt: row.updatedAt,
    })
    .where(and(isOfGeneration(ctx, row), eq(integrationConnections.leaseHolder, holder)))
    .returning()
  tokenSignals(ctx.system).emit(row.id)
  return stored ?? null
}

/** Releases the lease after a transient error, so that the next caller can retry immediately. */
export async function releaseLease(ctx: IntegrationContext, { row, holder }: TokenLease): Promise<void> {
  await ctx.db
    .update(integrationConnections)
    .set({ leaseUntil: null, leaseHolder: null, updatedAt: row.updatedAt })
    .where(and(isOfGeneration(ctx, row), eq(integrationConnections.leaseHolder, holder)))
  tokenSignals(ctx.system).emit(row.id)
}

function isOfGeneration({ workspace }: IntegrationContext, { id, generation }: IntegrationRow) {
  return and(
    eq(integrationConnections.id, id),
    eq(integrationConnections.workspaceId, workspace.id),
    eq(integrationConnections.generation, generation),
  )
}
