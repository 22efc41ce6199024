import 'server-only'
import { and, between, desc, eq, gte, type SQL, sql } from 'drizzle-orm'
import type { getUsage as contract, UsageBreakdown, UsageDimension, UsagePart, UsageSums } from '@/lib/contracts/usage'
import { usageDays } from '@/lib/db/schema/model-calls'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { addDays, forecastMonth } from './forecast-month'
import { type UsageNames, usageNames } from './usage-names'
import { NO_USE, USAGE_SUMS, withoutParts } from './usage-sums'

type Context = Pick<ServiceContext, 'db' | 'workspace'>

const SHOWN = 100
const MOST_DAYS = 400
/** Parts of a bar; more cannot be told apart. */
const PARTS = 6
const REST = 'rest'

/** A model is named with its connection, as in traces: `connection/model`. */
const ID_OF = {
  app: sql<string>`${usageDays.appId}`,
  model: sql<string>`${usageDays.connectionId} || '/' || ${usageDays.model}`,
  key: sql<string>`${usageDays.keyId}`,
  person: sql<string>`${usageDays.person}`,
  day: sql<string>`${usageDays.day}::text`,
} as const satisfies Record<UsageDimension, SQL<string>>

type Part = UsageSums & { id: string }

export const getUsage: Verb<typeof contract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  const { from, to } = query
  const today = ctx.now().toISOString().slice(0, 10)
  const range = inRange(ctx, from, to)
  const sums = await readSums(ctx, range)
  const parts = {
    app: await readParts(ctx, range, 'app'),
    model: await readParts(ctx, range, 'model'),
    key: await readParts(ctx, range, 'key'),
    person: await readParts(ctx, range, 'person'),
    day: await readParts(ctx, range, 'day'),
  }
  const names = await usageNames(ctx, {
    appIds: parts.app.map(({ id }) => id),
    connectionIds: parts.model.map(({ id }) => connectionOf(id)),
    keyIds: parts.key.map(({ id }) => id),
    persons: parts.person.map(({ id }) => id),
  })
  const breakdown = (dimension: UsageDimension) => toBreakdown(parts[dimension], sums, dimension, names)
  const length = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
  return {
    ...{ from, to, today, sums },
    before: await readSums(ctx, inRange(ctx, addDays(from, -length), addDays(from, -1))),
    by: {
      ...{ app: breakdown('app'), model: breakdown('model'), key: breakdown('key') },
      ...{ person: breakdown('person'), day: breakdown('day') },
    },
    daily: {
      app: await readDaily(ctx, range, 'app', parts.app),
      model: await readDaily(ctx, range, 'model', parts.model),
    },
    forecast: await readForecast(ctx, today),
  }
}

export const inRange = ({ workspace }: Pick<Context, 'workspace'>, from: string, to: string) =>
  and(eq(usageDays.workspaceId, workspace.id), between(usageDays.day, from, to))

async function readSums({ db }: Context, range: SQL | undefined): Promise<UsageSums> {
  const [row] = await db.select(USAGE_SUMS).from(usageDays).where(range)
  return row ?? NO_USE
}

async function readParts({ db }: Context, range: SQL | undefined, dimension: UsageDimension): Promise<Part[]> {
  return db
    .select({ id: ID_OF[dimension].as('id'), ...USAGE_SUMS })
    .from(usageDays)
    .where(range)
    .groupBy(sql`1`)
    .orderBy(desc(USAGE_SUMS.costMicros), desc(USAGE_SUMS.calls), sql`1`)
    .limit(shownOf(dimension) + 1)
}

function toBreakdown(
  parts: readonly Part[],
  whole: UsageSums,
  dimension: UsageDimension,
  names: UsageNames,
): UsageBreakdown {
  const shown = parts.slice(0, shownOf(dimension))
  return {
    rows: shown.map((part) => ({ ...part, ...nameOf(part.id, dimension, names) })),
    rest: parts.length > shown.length ? withoutParts(whole, shown) : null,
  }
}

const shownOf = (dimension: UsageDimension) => (dimension === 'day' ? MOST_DAYS : SHOWN)

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

async function readDaily(
  { db }: Context,
  range: SQL | undefined,
  dimension: 'app' | 'model',
  parts: readonly Part[],
): Promise<UsagePart[]> {
  const large = JSON.stringify(parts.slice(0, PARTS).map(({ id }) => id))
  const id = ID_OF[dimension]
  return db
    .select({
      day: usageDays.day,
      id: sql<string>`case when ${id} in (select jsonb_array_elements_text(${large}::text::jsonb)) then ${id} else ${REST} end`.as(
        'id',
      ),
      costMicros: USAGE_SUMS.costMicros,
      tokens: sql<number>`coalesce(sum(${usageDays.inputTokens} + ${usageDays.outputTokens}), 0)::float8`,
      calls: USAGE_SUMS.calls,
    })
    .from(usageDays)
    .where(range)
    .groupBy(sql`1, 2`)
    .orderBy(sql`1, 2`)
}

/** From the days of this month and of the four weeks before today, whatever range is looked at. */
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
