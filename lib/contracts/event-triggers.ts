import { z } from 'zod'
import { Id } from '@/lib/core/ids'
import { JsonObjectSchema } from '@/lib/core/json'
import { defineContract } from './contract'
import { PluginName } from './integrations/connections'
import { Name } from './shared'
import { ConcurrencyPath, TriggerMapping, TriggerParams, TriggerView } from './triggers'

/** Starts a run of the app for each event of a service. A service that is not polled sends them to a webhook. */
export const createEventTrigger = defineContract({
  name: 'triggers.createForEvent',
  method: 'POST',
  path: '/api/studio/apps/:appId/event-triggers',
  access: 'editor',
  params: z.strictObject({ appId: Id }),
  body: z.strictObject({
    name: Name,
    plugin: PluginName,
    event: z.string().max(60),
    /** Null if the service needs none. */
    connectionId: Id.nullable(),
    /** Fields of the event. */
    values: JsonObjectSchema.default({}),
    mapping: TriggerMapping,
    concurrencyPath: ConcurrencyPath.default(null),
    /** For an event that is polled; five minutes by default. */
    intervalSeconds: z.number().int().min(60).max(86_400).optional(),
  }),
  response: TriggerView,
})

/** For ten minutes the next event is kept as the sample and starts no run. */
export const captureTrigger = defineContract({
  name: 'triggers.capture',
  method: 'POST',
  path: '/api/studio/triggers/:triggerId/capture',
  access: 'editor',
  params: TriggerParams,
  body: z.strictObject({ on: z.boolean() }),
  response: TriggerView,
})

/** Starts a run with the captured event, or with the documented one. */
export const runSample = defineContract({
  name: 'triggers.runSample',
  method: 'POST',
  path: '/api/studio/triggers/:triggerId/sample-run',
  access: 'editor',
  params: TriggerParams,
  response: z.strictObject({ runId: Id }),
})

/** The inputs of the draft for the captured event, or for the documented one. */
export const readSampleInputs = defineContract({
  name: 'triggers.readSample',
  method: 'GET',
  path: '/api/studio/triggers/:triggerId/sample-inputs',
  access: 'editor',
  params: TriggerParams,
  response: z.strictObject({ inputs: JsonObjectSchema }),
})
