import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { GraphId } from '@/lib/graph/graph'
import { defineContract } from './contract'
import { PartKind } from './runs'

/** `low` and `high`: the 10th and 90th percentile of runs. `mid`: the median. Null if that bound is unknown. */
export const ForecastRange = z.strictObject({
  low: z.number(),
  mid: z.number().nullable(),
  high: z.number().nullable(),
})
export type ForecastRange = z.infer<typeof ForecastRange>

/**
 * The basis of an estimate. `runs`: past runs of the same node with the same settings and model, or of the same graph
 * for a total. `price`: the model's price and the size of the prompt. `free`: no model, or one on this server. `nodes`:
 * the sum of its nodes; `isPartial` when some have no estimate. `none`: unknown.
 */
export const ForecastSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('runs'), runs: z.number().int() }),
  z.strictObject({ kind: z.literal('price') }),
  z.strictObject({ kind: z.literal('free') }),
  z.strictObject({ kind: z.literal('nodes'), isPartial: z.boolean() }),
  z.strictObject({ kind: z.literal('none') }),
])
export type ForecastSource = z.infer<typeof ForecastSource>

export const ForecastValue = z.strictObject({ range: ForecastRange.nullable(), source: ForecastSource })
export type ForecastValue = z.infer<typeof ForecastValue>

const ValueRanges = z.strictObject({
  /** Input and output tokens. */
  tokens: ForecastValue,
  /** Millionths of a US dollar. */
  cost: ForecastValue,
  /** Duration in milliseconds: one execution of a node, or the whole run from start to end. */
  duration: ForecastValue,
})
export type ForecastValues = z.infer<typeof ValueRanges>

export const Forecast = z.strictObject({
  nodes: z.array(
    ValueRanges.extend({
      nodeId: z.string(),
      /** Executions per run; for a node inside a container, if past runs show them. */
      executions: ForecastRange.nullable(),
    }),
  ),
  total: ValueRanges,
})
export type Forecast = z.infer<typeof Forecast>

/** Estimates a run of the saved draft. */
export const getForecast = defineContract({
  name: 'forecasts.get',
  method: 'GET',
  path: '/api/studio/apps/:appId/forecast',
  access: 'viewer',
  params: z.strictObject({ appId: Id }),
  response: Forecast,
})

/** Estimates a run with given inputs, which determine the size of prompts, or a partial run. */
export const makeForecast = defineContract({
  name: 'forecasts.make',
  method: 'POST',
  path: '/api/studio/apps/:appId/forecast',
  access: 'viewer',
  params: z.strictObject({ appId: Id }),
  body: z.strictObject({
    inputs: JsonObjectSchema.optional(),
    part: z.strictObject({ kind: PartKind, nodeId: GraphId }).optional(),
  }),
  response: Forecast,
  maxBodyBytes: 1_000_000,
})
