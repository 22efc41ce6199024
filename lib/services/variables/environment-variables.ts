import 'server-only'
import { and, asc, count, eq, ne } from 'drizzle-orm'
import type {
  deleteEnvironmentVariable as deleteContract,
  EnvironmentVariableView,
  listEnvironmentVariables as listContract,
  saveEnvironmentVariable as saveContract,
} from '@/lib/contracts/environment-variables'
import { AppError } from '@/lib/core/app-error'
import type { Json } from '@/lib/core/json'
import { environmentVariables } from '@/lib/db/schema/variables'
import { lockName } from '@/lib/db/statements/lock-name'
import { ENVIRONMENT_LIMITS } from '@/lib/graph/environment/environment-variable'
import { convertValue } from '@/lib/graph/variables/convert-value'
import { maskSecrets } from '@/lib/import/mask-secrets'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, type Verb } from '../context'

type Row = typeof environmentVariables.$inferSelect

export const listEnvironmentVariables: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const rows = await ctx.db
    .select()
    .from(environmentVariables)
    .where(eq(environmentVariables.workspaceId, ctx.workspace.id))
    .orderBy(asc(environmentVariables.name))
  return { variables: rows.map(toView) }
}

export const saveEnvironmentVariable: Verb<typeof saveContract> = async ({ ctx, body }) => {
  requireRole(ctx, 'owner')
  const { name, type } = body
  const convert = (value: Json, place: string) => fitValue({ name, type, place }, value)
  const stored = {
    ...(body.default === undefined ? {} : { default: convert(body.default, 'default') }),
    byEnvironment: Object.fromEntries(
      Object.entries(body.byEnvironment).map(([place, value]) => [place, convert(value, place)]),
    ),
  }
  const workspaceId = ctx.workspace.id
  return ctx.db.transaction(async (tx) => {
    await lockName(tx, `environment-variables:${workspaceId}`)
    const [others] = await tx
      .select({ count: count() })
      .from(environmentVariables)
      .where(and(eq(environmentVariables.workspaceId, workspaceId), ne(environmentVariables.name, name)))
    const max = ENVIRONMENT_LIMITS.variables
    if ((others?.count ?? 0) >= max)
      throw new AppError('LIMIT_EXCEEDED', problem('variables.environmentsTooMany', { max }))
    const [row] = await tx
      .insert(environmentVariables)
      .values({ workspaceId, name, type, stored })
      .onConflictDoUpdate({
        target: [environmentVariables.workspaceId, environmentVariables.name],
        set: { type, stored, updatedAt: ctx.now() },
      })
      .returning()
    if (!row) throw notFound('missing.environmentVariable')
    await emitAudit(tx, ctx, {
      action: 'environment-variable.save',
      subject: `environment-variable:${name}`,
      after: { name, type, environments: Object.keys(stored.byEnvironment) },
    })
    return toView(row)
  })
}

export const deleteEnvironmentVariable: Verb<typeof deleteContract> = async ({ ctx, params: { name } }) => {
  requireRole(ctx, 'owner')
  const isWanted = and(eq(environmentVariables.workspaceId, ctx.workspace.id), eq(environmentVariables.name, name))
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.delete(environmentVariables).where(isWanted).returning({ name: environmentVariables.name })
    if (!row) throw notFound('missing.environmentVariable')
    await emitAudit(tx, ctx, {
      action: 'environment-variable.delete',
      subject: `environment-variable:${name}`,
      before: { name },
    })
  })
  return { ok: true }
}

/** @throws INVALID_INPUT for another type, or for text that looks like a credential; LIMIT_EXCEEDED */
function fitValue({ name, type, place }: { name: string; type: Row['type']; place: string }, value: Json): Json {
  const fitted = convertValue(type, value)
  if (fitted === undefined) throw new AppError('INVALID_INPUT', problem('variables.environmentUnfit', { place, type }))
  const bytes = Buffer.byteLength(JSON.stringify(fitted))
  const max = ENVIRONMENT_LIMITS.bytes
  if (bytes > max) throw new AppError('LIMIT_EXCEEDED', problem('variables.environmentTooLong', { bytes, max }))
  const named = typeof fitted === 'string' ? { [name]: fitted } : fitted
  if (JSON.stringify(maskSecrets(named)) !== JSON.stringify(named))
    throw new AppError('INVALID_INPUT', problem('variables.environmentSecret', { place }))
  return fitted
}

function toView({ name, type, stored, updatedAt }: Row): EnvironmentVariableView {
  return { name, type, ...stored, updatedAt: updatedAt.toISOString() }
}
