import 'server-only'
import { newId } from '@/lib/core/new-id'
import { apiKeys } from '@/lib/db/schema/apps'
import { members, users } from '@/lib/db/schema/auth'
import { budgets } from '@/lib/db/schema/budgets'
import { reviewItems, reviewLabels } from '@/lib/db/schema/evaluation/reviews'
import { secrets } from '@/lib/db/schema/models'
import { oauthClients, oauthGrants } from '@/lib/db/schema/oauth'
import { invitations } from '@/lib/db/schema/people'
import { blocks } from '@/lib/db/schema/protection'
import type { Filling } from './workspace-rows'

export async function fillKeys({ db, keyring, workspaceId, id }: Filling): Promise<void> {
  await db
    .insert(apiKeys)
    .values({ id: id.keyId, workspaceId, name: 'Key', hash: newId(), start: 'pb_live_ab12', last4: 'wxyz' })
  const encryptedValue = await keyring.seal(db, { workspaceId, id: id.secretId, type: 'secret' }, 'CANARY_SECRET_VALUE')
  await db
    .insert(secrets)
    .values({ id: id.secretId, workspaceId, name: 'TOKEN', encryptedValue, hosts: ['example.com'] })
}

export async function fillPeople({ db, workspaceId, id }: Filling): Promise<void> {
  await db.insert(users).values({ id: id.userId, name: 'Guest', email: `${id.userId}@example.com` })
  await db.insert(members).values({ workspaceId, userId: id.userId, role: 'viewer', emailConfirmedAt: new Date() })
  const { evaluationId, itemId, userId: reviewerId } = id
  await db.insert(reviewItems).values({
    id: itemId,
    workspaceId,
    evaluationId,
    subject: 's',
    graphHash: 'h',
    input: 'Who?',
    expected: '',
    answer: 'Me.',
  })
  await db
    .insert(reviewLabels)
    .values({ workspaceId, itemId, reviewerId, reviewerName: 'Guest', passes: true, seconds: 3 })
  await db.insert(invitations).values({
    id: id.invitationId,
    workspaceId,
    role: 'viewer',
    tokenHash: newId(),
    expiresAt: new Date(Date.now() + 60_000),
  })
}

/** An OAuth client authorized by the guest. */
export async function fillOAuthClient({ db, workspaceId, id }: Filling): Promise<void> {
  const [clientId, expiresAt] = [newId(), new Date(Date.now() + 60_000)]
  const key = { id: id.programId, workspaceId, name: 'Desk', hash: newId(), start: 'pb_mcp_', last4: '' }
  await db.insert(apiKeys).values(key)
  await db.insert(oauthClients).values({ id: clientId, name: 'Desk', redirectUris: ['https://program.example/back'] })
  await db.insert(oauthGrants).values({
    keyId: id.programId,
    clientId,
    workspaceId,
    userId: id.userId,
    rotatedAt: new Date(),
    accessHash: newId(),
    accessExpiresAt: expiresAt,
    refreshHash: newId(),
    refreshExpiresAt: expiresAt,
  })
}

export async function fillProtection({ db, workspaceId, id }: Filling): Promise<void> {
  await db.insert(budgets).values({
    id: id.budgetId,
    workspaceId,
    name: 'Budget',
    scope: 'workspace',
    period: 'month',
    limitMicros: 1_000_000,
  })
  await db.insert(blocks).values({
    id: id.blockId,
    workspaceId,
    kind: 'end-user',
    subject: 'nobody',
    reason: 'Spam',
    createdByName: 'me',
  })
}
