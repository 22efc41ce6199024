import 'server-only'
import { asc, eq, sql } from 'drizzle-orm'
import type {
  allowLocalAddress as allowContract,
  listLocalAddresses as listContract,
  removeLocalAddress as removeContract,
} from '@/lib/contracts/local-addresses'
import { AppError } from '@/lib/core/app-error'
import { formatLocalAddress, type LocalAddress, parseLocalAddress } from '@/lib/core/network/local-address'
import { localAddresses } from '@/lib/db/schema/governance'
import { canAllowLocalAddresses, isReservedPort } from '@/lib/egress/local-addresses'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '../audit/emit-audit'
import { notFound, requireRole, requireUser, type ServiceContext, type Verb } from '../context'
import { forgetLocalAddresses } from './read-local-addresses'

/** All of them are in the memory of every process. */
const MAX_ADDRESSES = 100

export const listLocalAddresses: Verb<typeof listContract> = async ({ ctx }) => {
  requireOwnComputer(ctx)
  const rows = await ctx.db.select().from(localAddresses).orderBy(asc(localAddresses.createdAt)).limit(MAX_ADDRESSES)
  return {
    addresses: rows.map(({ id, host, port, allowedByName, createdAt }) => ({
      id,
      address: formatLocalAddress({ host, port }),
      allowedBy: allowedByName,
      allowedAt: createdAt.toISOString(),
    })),
  }
}

export const allowLocalAddress: Verb<typeof allowContract> = async ({ ctx, body }) => {
  requireOwnComputer(ctx)
  const { userId, name } = requireUser(ctx)
  const { host, port } = allowable(body.address)
  await ctx.db.transaction(async (tx) => {
    const [count] = await tx.select({ count: sql<number>`count(*)::int` }).from(localAddresses)
    if ((count?.count ?? 0) >= MAX_ADDRESSES)
      throw new AppError('CONFLICT', problem('governance.tooManyAddresses', { max: MAX_ADDRESSES }))
    const [added] = await tx
      .insert(localAddresses)
      .values({ host, port, allowedBy: userId, allowedByName: name })
      .onConflictDoNothing()
      .returning()
    if (!added) return
    const address = formatLocalAddress(added)
    await emitAudit(tx, ctx, {
      action: 'local-address.allow',
      subject: `local-address:${added.id}`,
      after: { address },
    })
  })
  forgetLocalAddresses(ctx.db)
  return { ok: true }
}

export const removeLocalAddress: Verb<typeof removeContract> = async ({ ctx, params }) => {
  requireOwnComputer(ctx)
  await ctx.db.transaction(async (tx) => {
    const [removed] = await tx.delete(localAddresses).where(eq(localAddresses.id, params.addressId)).returning()
    if (!removed) throw notFound('missing.address')
    const address = formatLocalAddress(removed)
    await emitAudit(tx, ctx, {
      action: 'local-address.remove',
      subject: `local-address:${removed.id}`,
      before: { address },
    })
  })
  forgetLocalAddresses(ctx.db)
  return { ok: true }
}

/** @throws FORBIDDEN */
function requireOwnComputer(ctx: ServiceContext): void {
  requireRole(ctx, 'owner')
  if (!canAllowLocalAddresses()) throw new AppError('FORBIDDEN', problem('governance.operatorOnly'))
}

/** @throws INVALID_INPUT */
function allowable(text: string): LocalAddress {
  const address = parseLocalAddress(text)
  if (!address) throw new AppError('INVALID_INPUT', problem('governance.addressInvalid'))
  if (isReservedPort(address.port))
    throw new AppError('INVALID_INPUT', problem('governance.portReserved', { port: String(address.port) }))
  return address
}
