import 'server-only'
import { and, between, desc, eq, gte, sql } from 'drizzle-orm'
import type { getUsage as contract, UsageBreakdown, UsageDimension, UsagePart, UsageSums } from '@/lib/contracts/usage'
import { usageDays } from '@/lib/db/schema/model-calls'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { addDays, forecastMonth } from './forecast-month'
import { type DayPart, type Part, readUsage } from './read-usage'
import { type UsageNames, usageNames } from './usage-names'
import { NO_USE, USAGE_SUMS, withoutParts } from './usage-sums'

type Context = Pick<ServiceContext, 'db' | 'workspace'>

const SHOWN = 100
const MAX_DAYS = 400
/** Maximum number of segments of a bar; more are indistinguishable. */
const MAX_PARTS = 6
const REST = 'rest'

export const getUsage: Verb<typeof contract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const { from, to } = query
  const today = ctx.now().toISOString().slice(0, 10)
  const use = await readUsage(ctx.db, ctx.workspace.id, from, to)
  const persons = await readPersons(ctx, from, to)
  const names = await usageNames(ctx, {
    appIds: use.app.map(({ id }) => id),
    connectionIds: use.model.map(({ id }) => connectionOf(id)),
    keyIds: use.key.map(({ id }) => id),
    persons: persons.map(({ id }) => id),
  })
  const breakdown = (parts: readonly Part[], dimension: UsageDimension) =>
    toBreakdown(parts, use.whole, dimension, names)
  const length = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
  return {
    from,
    to,
    today,
    sums: use.whole,
    before: await readSums(ctx, addDays(from, -length), addDays(from, -1)),
    by: {
      app: breakdown(use.app, 'app'),
      model: breakdown(use.model, 'model'),
      key: breakdown(use.key, 'key'),
      person: breakdown(persons, 'person'),
      day: breakdown(use.day, 'day'),
    },
    daily: { app: toDaily(use.dailyApp, use.app), model: toDaily(use.dailyModel, use.model) },
    forecast: await readForecast(ctx, today),
  }
}

export const inRange = ({ workspace }: Pick<Context, 'workspace'>, from: string, to: string) =>
  and(eq(usageDays.workspaceId, workspace.id), between(usageDays.day, from, to))

async function readSums(ctx: Context, from: string, to: string): Promise<UsageSums> {
  const [row] = await ctx.db
    .select(USAGE_SUMS)
    .from(usageDays)
    .where(inRange(ctx, from, to))
  return row ?? NO_USE
}

/** Sums by person. There may be very many persons, so only the largest sums are read. */
async function readPersons(ctx: Context, from: string, to: string): Promise<Part[]> {
  return ctx.db
    .select({ id: usageDays.person, ...USAGE_SUMS })
    .from(usageDays)
    .where(inRange(ctx, from, to))
    .groupBy(usageDays.person)
    .orderBy(desc(USAGE_SUMS.costMicros), desc(USAGE_SUMS.calls), usageDays.person)
    .limit(SHOWN + 1)
}

function toBreakdown(
  parts: readonly Part[],
  whole: UsageSums,
  dimension: UsageDimension,
  names: UsageNames,
): UsageBreakdown {
  const shownParts = parts.slice(0, shownOf(dimension))
  return {
    rows: shownParts.map((part) => ({ ...part, ...nameOf(part.id, dimension, names) })),
    rest: parts.length > shownParts.length ? withoutParts(whole, shownParts) : null,
  }
}

const shownOf = (dimension: UsageDimension) => (dimension === 'day' ? MAX_DAYS : SHOWN)

function nameOf(id: string, dimension: UsageDimension, names: UsageNames) {
  switch (dimension) {
    case 'app':
    case 'key':
      return { ...names[dimension](id), note: null }
    case 'day':
      return { name: id, note: null, isDeleted: false }
    case 'person': {
      const { kind, ...name } = names.person(id)
      return { ...name, note: kind }
    }
    case 'model': {
      const connection = names.connection(connectionOf(id))
      const name = id.slice(connectionOf(id).length + 1)
      return { name, note: connection.name, isDeleted: connection.isDeleted }
    }
    default: {
      const unhandled: never = dimension
      return unhandled
    }
  }
}

const connectionOf = (id: string) => id.slice(0, Math.max(0, id.indexOf('/')))

/** The largest parts, one value per day; the others are combined. */
function toDaily(days: readonly DayPart[], parts: readonly Part[]): UsagePart[] {
  const large = new Set(parts.slice(0, MAX_PARTS).map(({ id }) => id))
  const found = new Map<string, UsagePart>()
  for (const { day, costMicros, calls, inputTokens, outputTokens, ...part } of days) {
    const id = large.has(part.id) ? part.id : REST
    const daySum = found.get(`${day} ${id}`) ?? { day, id, costMicros: 0, tokens: 0, calls: 0 }
    found.set(`${day} ${id}`, {
      ...daySum,
      costMicros: daySum.costMicros + costMicros,
      tokens: daySum.tokens + inputTokens + outputTokens,
      calls: daySum.calls + calls,
    })
  }
  return [...found.values()].sort((a, b) => a.day.localeCompare(b.day))
}

/** Forecasts from the days of this month and of the four weeks before today, regardless of the shown range. */
async function readForecast({ db, workspace }: Context, today: string) {
  const first = `${today.slice(0, 7)}-01`
  const monthAgo = addDays(today, -28)
  const days = await db
    .select({ day: usageDays.day, cost: USAGE_SUMS.costMicros })
    .from(usageDays)
    .where(and(eq(usageDays.workspaceId, workspace.id), gte(usageDays.day, first < monthAgo ? first : monthAgo)))
    .groupBy(usageDays.day)
  const [oldest] = await db
    .select({ day: sql<string | null>`min(${usageDays.day})::text` })
    .from(usageDays)
    .where(eq(usageDays.workspaceId, workspace.id))
  const costByDay = new Map(days.map(({ day, cost }) => [day, cost]))
  return forecastMonth({ costByDay, today, firstDay: oldest?.day ?? null })
}
