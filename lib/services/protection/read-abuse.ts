import 'server-only'
import { and, eq, gte, inArray, sql } from 'drizzle-orm'
import type { ABUSE_RANGES, Offender, RejectionKind, readAbuse as readContract } from '@/lib/contracts/protection'
import { apiKeys, apps } from '@/lib/db/schema/apps'
import { type blocks, rejectionCounts } from '@/lib/db/schema/protection'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { blockName, protectionCache } from './protection-cache'
import { rejectionLedger } from './rejection-ledger'

const SHOWN = 10
const RANGES = {
  hour: { seconds: 3_600, bucketSeconds: 300 },
  day: { seconds: 86_400, bucketSeconds: 900 },
  week: { seconds: 7 * 86_400, bucketSeconds: 7_200 },
  month: { seconds: 30 * 86_400, bucketSeconds: 21_600 },
} as const satisfies Record<(typeof ABUSE_RANGES)[number], { seconds: number; bucketSeconds: number }>

type Column =
  | typeof rejectionCounts.appId
  | typeof rejectionCounts.keyId
  | typeof rejectionCounts.endUser
  | typeof rejectionCounts.address

export const readAbuse: Verb<typeof readContract> = async ({ ctx, query }) => {
  requireRole(ctx, 'editor')
  // Includes what this process counted in the last second.
  await rejectionLedger(ctx.db).flush()
  const { seconds, bucketSeconds } = RANGES[query.range]
  const to = ctx.now()
  const from = new Date(to.getTime() - seconds * 1_000)
  const inPeriod = and(
    eq(rejectionCounts.workspaceId, ctx.workspace.id),
    gte(rejectionCounts.at, from),
    query.appId === undefined ? undefined : eq(rejectionCounts.appId, query.appId),
  )
  const bucket = sql<number>`(floor(extract(epoch from ${rejectionCounts.at}) / ${sql.raw(String(bucketSeconds))}) * ${sql.raw(String(bucketSeconds))})::double precision`
  const points = await ctx.db
    .select({ at: bucket, kind: rejectionCounts.kind, count: sql<number>`sum(${rejectionCounts.count})::int` })
    .from(rejectionCounts)
    .where(inPeriod)
    .groupBy(sql`1`, rejectionCounts.kind)
    .orderBy(sql`1`)
  const totals: Partial<Record<RejectionKind, number>> = {}
  for (const { kind, count } of points) totals[kind] = (totals[kind] ?? 0) + count
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    bucketSeconds,
    totals,
    points: points.map(({ at, kind, count }) => ({ at: new Date(at * 1_000).toISOString(), kind, count })),
    top: await topOf(ctx, inPeriod),
  }
}

async function topOf(ctx: ServiceContext, condition: ReturnType<typeof and>) {
  const [byApp, byKey, byEndUser, byAddress] = await Promise.all([
    topBy(ctx, rejectionCounts.appId, condition),
    topBy(ctx, rejectionCounts.keyId, condition),
    topBy(ctx, rejectionCounts.endUser, condition),
    topBy(ctx, rejectionCounts.address, condition),
  ])
  const isHere = (table: typeof apps | typeof apiKeys) => eq(table.workspaceId, ctx.workspace.id)
  const appNames = await ctx.db
    .select({ id: apps.id, name: apps.name })
    .from(apps)
    .where(
      and(
        isHere(apps),
        inArray(
          apps.id,
          byApp.map(({ subject }) => subject),
        ),
      ),
    )
  const keyNames = await ctx.db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(
      and(
        isHere(apiKeys),
        inArray(
          apiKeys.id,
          byKey.map(({ subject }) => subject),
        ),
      ),
    )
  const settings = await protectionCache(ctx.db).read()
  const toRows = (
    found: readonly Found[],
    kind: typeof blocks.$inferSelect.kind | null,
    names: readonly Named[] = [],
  ) =>
    found.map((offender): Offender => {
      const { subject } = offender
      const end = kind === null ? 0 : (settings.blocks.get(blockName(ctx.workspace.id, kind, subject)) ?? 0)
      const name = names.find(({ id }) => id === subject)?.name ?? null
      return { ...offender, name, isBlocked: end > ctx.now().getTime() }
    })
  return {
    apps: toRows(byApp, null, appNames),
    keys: toRows(byKey, 'key', keyNames),
    endUsers: toRows(byEndUser, 'end-user'),
    addresses: toRows(byAddress, 'address'),
  }
}

interface Named {
  id: string
  name: string
}
type Found = Pick<Offender, 'subject' | 'count' | 'kinds' | 'lastAt'>

async function topBy({ db }: ServiceContext, column: Column, condition: ReturnType<typeof and>): Promise<Found[]> {
  const total = sql<number>`sum(${rejectionCounts.count})::int`
  const found = await db
    .select({
      subject: column,
      count: total,
      lastAt: sql<string>`max(coalesce(${rejectionCounts.lastAt}, ${rejectionCounts.at}))::text`,
    })
    .from(rejectionCounts)
    .where(and(condition, sql`${column} <> ''`))
    .groupBy(column)
    .orderBy(sql`2 desc`)
    .limit(SHOWN)
  if (found.length === 0) return []
  const subjects = found.map(({ subject }) => subject)
  const kinds = await db
    .select({ subject: column, kind: rejectionCounts.kind, count: total })
    .from(rejectionCounts)
    .where(and(condition, inArray(column, subjects)))
    .groupBy(column, rejectionCounts.kind)
  return found.map(({ subject, count, lastAt }) => ({
    subject,
    count,
    lastAt: new Date(lastAt).toISOString(),
    kinds: Object.fromEntries(kinds.filter((item) => item.subject === subject).map(({ kind, count }) => [kind, count])),
  }))
}
