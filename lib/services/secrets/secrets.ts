import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type {
  deleteSecret as deleteSecretContract,
  listSecrets as listSecretsContract,
  SecretView,
  saveSecret as saveSecretContract,
} from '@/lib/contracts/secrets'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { newId } from '@/lib/core/new-id'
import { secrets } from '@/lib/db/schema/models'
import { problem } from '@/lib/messages/problems/problem'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'

type SecretRow = typeof secrets.$inferSelect

export const listSecrets: Verb<typeof listSecretsContract> = async ({ ctx }) => {
  requireRole(ctx, 'editor')
  const found = await ctx.db
    .select()
    .from(secrets)
    .where(eq(secrets.workspaceId, ctx.workspace.id))
    .orderBy(asc(secrets.name))
  return { secrets: found.map(view) }
}

export const saveSecret: Verb<typeof saveSecretContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'editor')
  const id = (await findRow(ctx, body.name))?.id ?? newId()
  const encryptedValue = await ctx.system.keyring.seal(
    ctx.db,
    { workspaceId: ctx.workspace.id, id, type: 'secret' },
    body.value,
  )
  const last4 = body.value.length >= 12 ? body.value.slice(-4) : null
  const [row] = await ctx.db
    .insert(secrets)
    .values({ id, workspaceId: ctx.workspace.id, name: body.name, encryptedValue, last4, hosts: body.hosts })
    .onConflictDoUpdate({
      target: [secrets.workspaceId, secrets.name],
      set: { encryptedValue, last4, hosts: body.hosts, updatedAt: ctx.now() },
    })
    .returning()
  if (!row) throw internalError('The secret was not stored.')
  return view(row)
}

export const deleteSecret: Verb<typeof deleteSecretContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const deleted = await ctx.db
    .delete(secrets)
    .where(and(eq(secrets.id, params.secretId), eq(secrets.workspaceId, ctx.workspace.id)))
    .returning({ id: secrets.id })
  if (deleted.length === 0) throw notFound('missing.secret')
  return { ok: true }
}

/** The value for runs, if it may be sent to this origin (lib/contracts/secret-origin). @throws CREDENTIAL_MISSING */
export async function revealSecret(
  ctx: Pick<ServiceContext, 'db' | 'workspace' | 'system'>,
  request: { name: string; origin: string },
): Promise<string> {
  const row = await findRow(ctx, request.name)
  if (!row) throw new AppError('CREDENTIAL_MISSING', problem('secrets.missing', { secret: request.name }))
  if (!row.hosts.includes(request.origin)) {
    throw new AppError(
      'CREDENTIAL_MISSING',
      problem('secrets.addressNotAllowed', { secret: request.name, address: request.origin }),
    )
  }
  return ctx.system.keyring.open(
    ctx.db,
    { workspaceId: ctx.workspace.id, id: row.id, type: 'secret' },
    row.encryptedValue,
  )
}

async function findRow(ctx: Pick<ServiceContext, 'db' | 'workspace'>, name: string): Promise<SecretRow | undefined> {
  const [row] = await ctx.db
    .select()
    .from(secrets)
    .where(and(eq(secrets.workspaceId, ctx.workspace.id), eq(secrets.name, name)))
  return row
}

const view = (row: SecretRow): SecretView => ({
  id: row.id,
  name: row.name,
  last4: row.last4,
  hosts: row.hosts,
  updatedAt: row.updatedAt.toISOString(),
})
