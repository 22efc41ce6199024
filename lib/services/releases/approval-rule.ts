import 'server-only'
import { and, eq, type SQL, sql } from 'drizzle-orm'
import { hasRole } from '@/lib/auth/actor'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import { approvalNames, environments } from '@/lib/db/schema/apps'
import { problem } from '@/lib/messages/problems/problem'
import type { AppRow } from '../apps/get-app-row'
import type { ServiceContext } from '../context'

type OwnerOnly =
  | 'releases.ownerDeletesApp'
  | 'releases.ownerRestoresApp'
  | 'releases.ownerChangesSecrets'
  | 'releases.ownerChangesModels'
  | 'releases.ownerDeletesEnvironment'
type App = Pick<AppRow, 'id' | 'workspaceId'>
type EnvironmentRow = typeof environments.$inferSelect

/**
 * The answers of an environment that needs an approval change only through releases. Other changes with such an effect
 * are limited to owners, who could turn the approval off as well. @throws FORBIDDEN
 */
export function requireOwnerWhereApproved(
  { actor }: Pick<ServiceContext, 'actor'>,
  { needsApproval, name }: Pick<EnvironmentRow, 'needsApproval' | 'name'>,
  denial: OwnerOnly,
): void {
  if (needsApproval && !hasRole(actor, 'owner')) throw new AppError('FORBIDDEN', problem(denial, { environment: name }))
}

/** @throws FORBIDDEN if one of the app's environments needs an approval */
export async function requireOwnerOfApprovedApp(
  tx: Transaction,
  ctx: Pick<ServiceContext, 'actor'>,
  app: App,
  denial: OwnerOnly,
): Promise<void> {
  const found = await tx
    .select({ name: environments.name, needsApproval: environments.needsApproval })
    .from(environments)
    .where(and(eq(environments.appId, app.id), eq(environments.workspaceId, app.workspaceId)))
    .for('update')
  for (const environment of found) requireOwnerWhereApproved(ctx, environment, denial)
}

/** The columns for a changed rule, with the time from which it applies. */
export function approvalChange(
  before: EnvironmentRow,
  needsApproval: boolean | undefined,
): { approvalSince?: SQL | null } {
  if (needsApproval === undefined || needsApproval === before.needsApproval) return {}
  // Not the transaction's time: it may have waited for a release.
  return { approvalSince: needsApproval ? sql`clock_timestamp()` : null }
}

/** The name of a deleted environment keeps its rule, so that recreating the environment does not lift it. */
export async function keepApprovalName(tx: Transaction, app: App, name: string): Promise<void> {
  await tx.insert(approvalNames).values({ appId: app.id, workspaceId: app.workspaceId, name }).onConflictDoNothing()
}

/** Whether an environment of this name needed an approval when it was deleted. The rule moves to the new environment. */
export async function consumeApprovalRule(tx: Transaction, app: App, name: string): Promise<boolean> {
  const deleted = await tx
    .delete(approvalNames)
    .where(
      and(
        eq(approvalNames.appId, app.id),
        eq(approvalNames.workspaceId, app.workspaceId),
        eq(approvalNames.name, name),
      ),
    )
    .returning({ name: approvalNames.name })
  return deleted.length > 0
}
