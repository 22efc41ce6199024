import type { z } from 'zod'
import type { Json, JsonObject } from '@/lib/core/json'
import type { ActionDefinition } from '../action'
import type { InboundRequest, Verification } from './verification'

/** Something that happened at a service. */
export interface TriggerEvent {
  /** The same each time that the service reports the event. */
  id: string
  data: JsonObject
}

interface TriggerBase {
  /** Unique within the plugin; the name of its file. */
  id: string
  label: string
  description: string
  synonyms?: readonly string[]
  /** Ids of the plugin's connection kinds. */
  connections: readonly string[]
  /** The fields of the form. */
  input: z.ZodObject
  /** An event from the service's documentation, for mapping and testing before the first one arrives. */
  sample: JsonObject
}

/** Patchbay requests new events at an interval. */
export interface PollingTrigger extends TriggerBase {
  type: 'poll'
  /**
   * Input: the trigger's fields and `cursor`, which is null for the first poll. Output: `events`, oldest first, and the
   * next `cursor`. The first poll only stores the cursor.
   */
  poll: ActionDefinition
}

/** The service calls Patchbay. */
export interface WebhookTrigger extends TriggerBase {
  type: 'webhook'
  /** The generated secret is called `secret`. */
  verification: Verification
  /** Reads a verified request; other events of the service are left out. */
  read(request: InboundRequest, values: Readonly<Record<string, Json>>): readonly TriggerEvent[]
  /** Registers the address. Input: the trigger's fields, `url` and `secret`. The output is stored. */
  subscribe: ActionDefinition
  /** Removes the address. Input: the trigger's fields and the output of `subscribe`. */
  unsubscribe: ActionDefinition
}

export type TriggerDefinition = PollingTrigger | WebhookTrigger

export function defineTrigger(definition: TriggerDefinition): TriggerDefinition {
  return definition
}
