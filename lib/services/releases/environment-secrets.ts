import 'server-only'
import { and, asc, eq } from 'drizzle-orm'
import type {
  deleteEnvironmentSecret as deleteContract,
  listEnvironmentSecrets as listContract,
  saveEnvironmentSecret as saveContract,
} from '@/lib/contracts/environments'
import type { SecretView } from '@/lib/contracts/secrets'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { newId } from '@/lib/core/new-id'
import { environmentSecrets } from '@/lib/db/schema/releases'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '../apps/get-app-row'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type ServiceContext, type Verb } from '../context'
import { requireOwnerWhereApproved } from './approval-rule'
import { type EnvironmentAddress, forgetEnvironment } from './environment-settings'
import { requireEnvironment } from './environments'
import { lockEnvironment } from './point-environment'

type SecretRow = typeof environmentSecrets.$inferSelect

export const listEnvironmentSecrets: Verb<typeof listContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const address = await addressOf(ctx, params)
  const found = await ctx.db
    .select()
    .from(environmentSecrets)
    .where(isOf(address))
    .orderBy(asc(environmentSecrets.name))
  return { secrets: found.map(view) }
}

export const saveEnvironmentSecret: Verb<typeof saveContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const address = await addressOf(ctx, params)
  const [existing] = await ctx.db
    .select({ id: environmentSecrets.id })
    .from(environmentSecrets)
    .where(and(isOf(address), eq(environmentSecrets.name, body.name)))
  const id = existing?.id ?? newId()
  const { keyring } = ctx.system
  const encryptedValue = await keyring.seal(
    ctx.db,
    { workspaceId: address.workspaceId, id, type: 'secret' },
    body.value,
  )
  const last4 = body.value.length >= 12 ? body.value.slice(-4) : null
  const { name, hosts } = body
  const row = await ctx.db.transaction(async (tx) => {
    requireOwnerWhereApproved(
      ctx,
      await lockEnvironment(tx, appOf(address), address.environment),
      'releases.ownerChangesSecrets',
    )
    const [saved] = await tx
      .insert(environmentSecrets)
      .values({ ...address, id, name, encryptedValue, last4, hosts })
      .onConflictDoUpdate({
        target: environmentSecrets.id,
        set: { encryptedValue, last4, hosts, updatedAt: ctx.now() },
      })
      .returning()
    if (!saved) throw internalError('The secret was not stored.')
    await emitAudit(tx, ctx, {
      action: 'environment.secret-save',
      subject: `app:${address.appId}`,
      after: { environment: address.environment, name, hosts },
    })
    return saved
  })
  forgetEnvironment(ctx.db, address)
  return view(row)
}

export const deleteEnvironmentSecret: Verb<typeof deleteContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'editor')
  const address = await addressOf(ctx, params)
  await ctx.db.transaction(async (tx) => {
    requireOwnerWhereApproved(
      ctx,
      await lockEnvironment(tx, appOf(address), address.environment),
      'releases.ownerChangesSecrets',
    )
    const [deleted] = await tx
      .delete(environmentSecrets)
      .where(and(isOf(address), eq(environmentSecrets.id, params.environmentSecretId)))
      .returning({ name: environmentSecrets.name })
    if (!deleted) throw notFound('missing.secret')
    await emitAudit(tx, ctx, {
      action: 'environment.secret-delete',
      subject: `app:${address.appId}`,
      before: { environment: address.environment, name: deleted.name },
    })
  })
  forgetEnvironment(ctx.db, address)
  return { ok: true }
}

/** The value in this environment, for runs. @throws CREDENTIAL_MISSING if it may not be sent to the origin */
export async function revealEnvironmentSecret(
  ctx: Pick<ServiceContext, 'db' | 'system'>,
  address: EnvironmentAddress,
  request: { name: string; origin: string },
): Promise<string | null> {
  const [row] = await ctx.db
    .select()
    .from(environmentSecrets)
    .where(and(isOf(address), eq(environmentSecrets.name, request.name)))
  if (!row) return null
  if (!row.hosts.includes(request.origin))
    throw new AppError(
      'CREDENTIAL_MISSING',
      problem('environments.secretNotAllowed', {
        secret: request.name,
        environment: address.environment,
        address: request.origin,
      }),
    )
  const { workspaceId } = address
  return ctx.system.keyring.open(ctx.db, { workspaceId, id: row.id, type: 'secret' }, row.encryptedValue)
}

async function addressOf(ctx: ServiceContext, params: { appId: string; environment: string }) {
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  await requireEnvironment(ctx.db, app, params.environment)
  return { workspaceId: app.workspaceId, appId: app.id, environment: params.environment }
}

const appOf = ({ appId, workspaceId }: EnvironmentAddress) => ({ id: appId, workspaceId })

const isOf = ({ workspaceId, appId, environment }: EnvironmentAddress) =>
  and(
    eq(environmentSecrets.workspaceId, workspaceId),
    eq(environmentSecrets.appId, appId),
    eq(environmentSecrets.environment, environment),
  )

const view = ({ id, name, last4, hosts, updatedAt }: SecretRow): SecretView => ({
  id,
  name,
  last4,
  hosts,
  updatedAt: updatedAt.toISOString(),
})
