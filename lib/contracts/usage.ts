import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { schemaError } from '@/lib/messages/problems/schema-error'
import { defineContract, type ResponseOf } from './contract'

/** Model usage and its cost, by day in UTC. Money is in millionths of a US dollar. */

const Day = z.iso.date()
const Count = z.number().int()

const Range = z
  .strictObject({ from: Day, to: Day })
  .refine(({ from, to }) => from <= to, { ...schemaError('forms.rangeReversed'), path: ['to'] })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) < 400 * 86_400_000, {
    ...schemaError('forms.rangeDays'),
    path: ['to'],
  })

export const UsageSums = z.strictObject({
  calls: Count,
  failures: Count,
  /** Answered by the response cache. */
  cachedCalls: Count,
  /** Number of calls whose price is unknown, so that the cost does not include them. */
  unpricedCalls: Count,
  inputTokens: Count,
  cachedInputTokens: Count,
  outputTokens: Count,
  costMicros: Count,
  /** The cost that the response cache avoided. */
  savedMicros: Count,
})
export type UsageSums = z.infer<typeof UsageSums>

export const USAGE_DIMENSIONS = ['app', 'model', 'key', 'person', 'day'] as const
export const UsageDimension = z.enum(USAGE_DIMENSIONS)
export type UsageDimension = z.infer<typeof UsageDimension>

export const UsageRow = UsageSums.extend({
  /** Empty for usage without such an object, such as calls without a key. */
  id: z.string(),
  /** Null if it has no name, or was deleted and its name is unknown. */
  name: z.string().nullable(),
  /** For a model: its connection. For a person: a member or an end user. */
  note: z.string().nullable(),
  isDeleted: z.boolean(),
})
export type UsageRow = z.infer<typeof UsageRow>

const Breakdown = z.strictObject({
  /** The 100 groups with the highest cost; by day, all of them. */
  rows: z.array(UsageRow),
  /** The sum of all others. */
  rest: UsageSums.nullable(),
})
export type UsageBreakdown = z.infer<typeof Breakdown>

/** The cost of the month so far, and the expected total. */
export const UsageForecast = z.strictObject({
  month: z.string(),
  spentMicros: Count,
  /** Null after fewer than three full days of use. */
  expected: z
    .strictObject({
      micros: Count,
      lowMicros: Count,
      highMicros: Count,
      basis: z.enum(['mean', 'weekdays']),
      /** Full days used for the forecast. */
      days: Count,
    })
    .nullable(),
})
export type UsageForecast = z.infer<typeof UsageForecast>

const UsagePart = z.strictObject({ day: Day, id: z.string(), costMicros: Count, tokens: Count, calls: Count })
export type UsagePart = z.infer<typeof UsagePart>

export const getUsage = defineContract({
  name: 'usage.get',
  method: 'GET',
  path: '/api/studio/usage',
  access: 'viewer',
  query: Range,
  response: z.strictObject({
    from: Day,
    to: Day,
    /** The current day in UTC, which is incomplete. */
    today: Day,
    sums: UsageSums,
    /** Metrics of the preceding period of the same length. */
    before: UsageSums,
    by: z.strictObject({ app: Breakdown, model: Breakdown, key: Breakdown, person: Breakdown, day: Breakdown }),
    /** Parts by day for the plot: days without use are omitted; small parts are combined as `rest`. */
    daily: z.strictObject({ app: z.array(UsagePart), model: z.array(UsagePart) }),
    forecast: UsageForecast,
  }),
})
export type Usage = ResponseOf<typeof getUsage>

/** Exports CSV with a line per day, app, model, key and person. */
export const downloadUsage = defineContract({
  name: 'usage.download',
  method: 'GET',
  path: '/api/studio/usage/csv',
  access: 'viewer',
  query: Range,
  response: z.unknown(),
  responseKind: 'file',
})

const Quantiles = z.strictObject({
  /** Null if unknown for some of the compared calls. */
  total: z.number().nullable(),
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  /** 0 %, 5 %, … 100 % of the runs; empty when unknown. */
  curve: z.array(z.number()),
})
export type ReplayQuantiles = z.infer<typeof Quantiles>

const ReplaySide = z.strictObject({ costMicros: Quantiles, modelMs: Quantiles })
export type ReplaySide = z.infer<typeof ReplaySide>

export const ReplayReport = z.strictObject({
  runs: Count,
  calls: Count,
  /** Answers whose tokens were counted by our tokenizer. */
  estimatedCalls: Count,
  /** Actual calls without a known price. */
  unpricedCalls: Count,
  inputTokens: Count,
  cachedInputTokens: Count,
  outputTokens: Count,
  /** Models that answered, the most used first. */
  models: z.array(z.string()),
  from: z.string().nullable(),
  to: z.string().nullable(),
  actual: ReplaySide,
  target: ReplaySide,
  /** Price of the calls in the batch API of the other model's service; null if unknown. */
  batchMicros: z.number().nullable(),
  /** The basis of the duration; null if the model was not measured here often enough. */
  measured: z.strictObject({ calls: Count, firstTokenMs: z.number(), tokensPerSecond: z.number() }).nullable(),
})
export type ReplayReport = z.infer<typeof ReplayReport>

export const REPLAY_RUNS = [50, 200, 500, 1_000] as const

/**
 * Estimates what the last runs of an app would have cost and taken with another model, from recorded data; nothing is
 * called.
 */
export const replayUsage = defineContract({
  name: 'usage.replay',
  method: 'GET',
  path: '/api/studio/usage/replay',
  access: 'viewer',
  query: z.strictObject({
    appId: Id,
    connection: Id,
    model: z.string().min(1).max(200),
    runs: z.coerce.number().int().min(1).max(1_000).default(200),
  }),
  response: ReplayReport,
})
