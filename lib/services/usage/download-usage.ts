import 'server-only'
import { asc } from 'drizzle-orm'
import type { downloadUsage as contract } from '@/lib/contracts/usage'
import { usageDays } from '@/lib/db/schema/model-calls'
import { csvLine } from '../batches/csv-line'
import { requireRole, type ServiceContext, type Verb } from '../context'
import { streamDownload } from '../stream-download'
import { addDays } from './forecast-month'
import { inRange } from './get-usage'
import { type UsageName, type UsageNames, usageNames } from './usage-names'

type Context = Pick<ServiceContext, 'db' | 'workspace'>
type Row = typeof usageDays.$inferSelect

/** Days that are read at once. */
const WINDOW = 7
const COLUMNS = [
  ...['day', 'app', 'app_id', 'provider', 'connection', 'model', 'key', 'key_id', 'person_kind', 'person'],
  ...['calls', 'failures', 'cached_calls', 'unpriced_calls', 'input_tokens', 'cached_input_tokens', 'output_tokens'],
  ...['cost_usd', 'saved_usd'],
]

export const downloadUsage: Verb<typeof contract> = async ({ ctx, query }) => {
  requireRole(ctx, 'viewer')
  return streamDownload(csvText(ctx, query), `usage-${query.from}-${query.to}.csv`)
}

async function* csvText(ctx: Context, { from, to }: { from: string; to: string }): AsyncGenerator<string> {
  yield csvLine(COLUMNS)
  for (let day = from; day <= to; day = addDays(day, WINDOW)) {
    const last = addDays(day, WINDOW - 1)
    const found = await ctx.db
      .select()
      .from(usageDays)
      .where(inRange(ctx, day, last < to ? last : to))
      .orderBy(asc(usageDays.day), asc(usageDays.appId), asc(usageDays.connectionId), asc(usageDays.model))
    if (found.length === 0) continue
    const names = await usageNames(ctx, {
      appIds: found.map((row) => row.appId),
      connectionIds: found.map((row) => row.connectionId),
      keyIds: found.map((row) => row.keyId),
      persons: found.map((row) => row.person),
    })
    yield found.map((row) => csvLine(cells(row, names))).join('')
  }
}

function cells(row: Row, names: UsageNames) {
  const person = names.person(row.person)
  return [
    row.day,
    labelOf(names.app(row.appId)),
    row.appId,
    row.provider,
    labelOf(names.connection(row.connectionId)),
    row.model,
    labelOf(names.key(row.keyId)),
    row.keyId,
    person.kind,
    labelOf(person),
    row.calls,
    row.failures,
    row.cachedCalls,
    row.unpricedCalls,
    row.inputTokens,
    row.cachedInputTokens,
    row.outputTokens,
    // Empty if no price is known at all: 0 would be wrong.
    row.costMicros === 0 && row.unpricedCalls > 0 ? null : dollars(row.costMicros),
    dollars(row.savedMicros),
  ]
}

const labelOf = ({ name, isDeleted }: UsageName) => (isDeleted ? `${name ?? ''} (deleted)`.trim() : name)

/** Converts micro-dollars to a decimal string without floating point. */
function dollars(micros: number): string {
  const digits = String(Math.abs(micros)).padStart(7, '0')
  return `${micros < 0 ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`
}
