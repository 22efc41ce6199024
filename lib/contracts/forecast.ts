import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { GraphId } from '@/lib/graph/graph'
import { defineContract } from './contract'
import { PartKind } from './runs'

/** `low` and `high`: 10 and 90 of 100 runs lie below. `mid`: half of them. Null: no such bound is known. */
export const ForecastRange = z.strictObject({
  low: z.number(),
  mid: z.number().nullable(),
  high: z.number().nullable(),
})
export type ForecastRange = z.infer<typeof ForecastRange>

/**
 * Where a figure comes from. `runs`: past runs of the same node with the same settings and model, or for a total of the
 * same drawing. `price`: the model's price and the size of the prompt. `free`: it asks no model, or one on this server.
 * `nodes`: the figures of its nodes put together; `isPartial` when some have none. `none`: nothing is known.
 */
export const ForecastSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('runs'), runs: z.number().int() }),
  z.strictObject({ kind: z.literal('price') }),
  z.strictObject({ kind: z.literal('free') }),
  z.strictObject({ kind: z.literal('nodes'), isPartial: z.boolean() }),
  z.strictObject({ kind: z.literal('none') }),
])
export type ForecastSource = z.infer<typeof ForecastSource>

export const ForecastFigure = z.strictObject({ range: ForecastRange.nullable(), source: ForecastSource })
export type ForecastFigure = z.infer<typeof ForecastFigure>

const Figures = z.strictObject({
  /** Input and output together. */
  tokens: ForecastFigure,
  /** Millionths of a US dollar. */
  cost: ForecastFigure,
  /** Of one execution of a node, in milliseconds; of the whole from its start to its end. */
  duration: ForecastFigure,
})
export type ForecastFigures = z.infer<typeof Figures>

export const Forecast = z.strictObject({
  nodes: z.array(
    Figures.extend({
      nodeId: z.string(),
      /** How often it is executed in a run, where it stands inside a container and past runs say so. */
      executions: ForecastRange.nullable(),
    }),
  ),
  total: Figures,
})
export type Forecast = z.infer<typeof Forecast>

/** What a run of the saved draft is expected to take. */
export const getForecast = defineContract({
  name: 'forecasts.get',
  method: 'GET',
  path: '/api/studio/apps/:appId/forecast',
  access: 'viewer',
  params: z.strictObject({ appId: Id }),
  response: Forecast,
})

/** The same for given inputs, which say how large prompts are, and for a part of the draft. */
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
