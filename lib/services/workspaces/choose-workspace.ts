import 'server-only'
import { findAccount } from '@/lib/auth/find-session'
import { AppError } from '@/lib/core/app-error'
import { sessionWorkspaces } from '@/lib/db/schema/people'
import { problem } from '@/lib/messages/problems/problem'
import type { AnonymousContext } from '../context'

/** Selects the workspace of the caller's session. The caller has checked the membership. */
export async function chooseWorkspace(
  ctx: Pick<AnonymousContext, 'db' | 'system' | 'headers' | 'now'>,
  workspaceId: string,
): Promise<void> {
  const account = await findAccount(ctx.system.auth, ctx.headers)
  if (!account) throw new AppError('UNAUTHENTICATED', problem('session.signInFirst'))
  const { sessionId } = account
  await ctx.db
    .insert(sessionWorkspaces)
    .values({ sessionId, workspaceId })
    .onConflictDoUpdate({ target: sessionWorkspaces.sessionId, set: { workspaceId, updatedAt: ctx.now() } })
}
