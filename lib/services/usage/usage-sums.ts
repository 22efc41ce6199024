import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import type { UsageSums } from '@/lib/contracts/usage'
import { usageDays } from '@/lib/db/schema/model-calls'

/** Sums exceed the driver's integer range, so they are read as floats: exact up to 2^53. */
const sum = (column: SQL | (typeof usageDays)[keyof UsageSums]) => sql<number>`coalesce(sum(${column}), 0)::float8`

export const USAGE_SUMS = {
  calls: sum(usageDays.calls),
  failures: sum(usageDays.failures),
  cachedCalls: sum(usageDays.cachedCalls),
  unpricedCalls: sum(usageDays.unpricedCalls),
  inputTokens: sum(usageDays.inputTokens),
  cachedInputTokens: sum(usageDays.cachedInputTokens),
  outputTokens: sum(usageDays.outputTokens),
  costMicros: sum(usageDays.costMicros),
  savedMicros: sum(usageDays.savedMicros),
} as const satisfies Record<keyof UsageSums, SQL<number>>

export const NO_USE: UsageSums = {
  calls: 0,
  failures: 0,
  cachedCalls: 0,
  unpricedCalls: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  costMicros: 0,
  savedMicros: 0,
}

/** A total minus some of its parts. */
export function withoutParts(total: UsageSums, parts: readonly UsageSums[]): UsageSums {
  const left = { ...total }
  for (const part of parts) {
    left.calls -= part.calls
    left.failures -= part.failures
    left.cachedCalls -= part.cachedCalls
    left.unpricedCalls -= part.unpricedCalls
    left.inputTokens -= part.inputTokens
    left.cachedInputTokens -= part.cachedInputTokens
    left.outputTokens -= part.outputTokens
    left.costMicros -= part.costMicros
    left.savedMicros -= part.savedMicros
  }
  return left
}
