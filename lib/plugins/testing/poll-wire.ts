import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import type { TriggerDefinition } from '../events/trigger'
import { callWire, type Reply } from './wire'

interface PollCall {
  plugin: string
  trigger: TriggerDefinition
  input: JsonObject
  /** The cursor of the last poll; null for the first poll. */
  since: string | null
  replies: readonly Reply[]
  fields?: Readonly<Record<string, string>>
}

/** Polls a trigger that continues from a time. The clock is at midnight of 30 November 2026. */
export function pollWire({ plugin, trigger, input, since, ...rest }: PollCall) {
  if (trigger.type !== 'poll') raiseInternal('This trigger is not polled.')
  return callWire({
    ...rest,
    action: { plugin, definition: trigger.poll },
    input: { ...input, ...(since === null ? {} : { cursor: { since } }) },
  })
}
