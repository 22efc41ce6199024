import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { versions } from '@/lib/db/schema/apps'
import type { AuditContext } from '../audit/emit-audit'
import { GateRefusal } from './pass-gate'
import { recordDecision } from './record-decision'

/** Runs a transaction, and records its refusal by a gate although the transaction is rolled back. */
export async function recordingRefusals<Result>(
  ctx: AuditContext & { db: Database },
  work: (tx: Transaction) => Promise<Result>,
): Promise<Result> {
  try {
    return await ctx.db.transaction(work)
  } catch (error) {
    if (error instanceof GateRefusal) await ctx.db.transaction((tx) => recordRefusal(tx, ctx, error))
    throw error
  }
}

export async function recordRefusal(tx: Transaction, ctx: AuditContext, refusal: GateRefusal): Promise<void> {
  const { app, decision } = refusal
  const { versionId } = decision
  const [stored] =
    versionId === null
      ? []
      : await tx
          .select({ id: versions.id })
          .from(versions)
          .where(and(eq(versions.id, versionId), eq(versions.workspaceId, app.workspaceId)))
  await recordDecision(tx, ctx, app, { ...decision, versionId: stored?.id ?? null })
}
