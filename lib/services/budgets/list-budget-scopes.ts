import 'server-only'
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { listBudgetScopes as contract } from '@/lib/contracts/budgets'
import { apiKeys, apps, environments } from '@/lib/db/schema/apps'
import { usageDays } from '@/lib/db/schema/model-calls'
import { requireRole, type Verb } from '../context'

const END = 'end:'
const SHOWN = 50

export const listBudgetScopes: Verb<typeof contract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const foundApps = await ctx.db
    .select({ id: apps.id, name: apps.name })
    .from(apps)
    .where(and(eq(apps.workspaceId, ctx.workspace.id), isNull(apps.deletedAt)))
    .orderBy(asc(apps.name))
  const foundEnvironments = await ctx.db
    .select({ appId: apps.id, appName: apps.name, name: environments.name })
    .from(environments)
    .innerJoin(apps, eq(apps.id, environments.appId))
    .where(and(eq(environments.workspaceId, ctx.workspace.id), isNull(apps.deletedAt)))
    .orderBy(asc(apps.name), asc(environments.name))
  const keys = await ctx.db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, ctx.workspace.id), isNull(apiKeys.revokedAt)))
    .orderBy(asc(apiKeys.name))
  const persons = await ctx.db
    .select({ person: usageDays.person })
    .from(usageDays)
    .where(
      and(
        eq(usageDays.workspaceId, ctx.workspace.id),
        sql`${usageDays.day} > (now() at time zone 'UTC')::date - 30`,
        sql`starts_with(${usageDays.person}, ${END})`,
      ),
    )
    .groupBy(usageDays.person)
    .orderBy(desc(sql`sum(${usageDays.costMicros})`))
    .limit(SHOWN)
  const named = foundEnvironments.map(({ appId, appName, name }) => ({
    id: `${appId}/${name}`,
    name: `${appName} · ${name}`,
  }))
  return { apps: foundApps, environments: named, keys, endUsers: persons.map(({ person }) => person.slice(END.length)) }
}
