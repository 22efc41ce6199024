import 'server-only'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { members, workspaces } from '@/lib/db/schema/auth'
import { emitAudit } from '../audit/emit-audit'
import type { ServiceContext } from '../context'

export interface NewWorkspace {
  name: string
  owner: { id: string; name: string; email: string }
}

/** Inserts a workspace with its own data key and its first owner. */
export async function insertWorkspace(
  tx: Transaction,
  ctx: Pick<ServiceContext, 'system' | 'now'>,
  { name, owner }: NewWorkspace,
): Promise<{ id: string; name: string }> {
  const id = newId()
  await tx.insert(workspaces).values({ id, name, wrappedDek: ctx.system.keyring.newWorkspaceKey(id) })
  await tx.insert(members).values({ workspaceId: id, userId: owner.id, role: 'owner', emailConfirmedAt: ctx.now() })
  const identity = { userId: owner.id, name: owner.name, email: owner.email, isEmailConfirmed: true }
  const actor = { kind: 'user', ...identity, role: 'owner' } as const
  await emitAudit(
    tx,
    { workspace: { id }, actor, now: ctx.now },
    { action: 'workspace.create', subject: `workspace:${id}`, after: { name } },
  )
  return { id, name }
}
