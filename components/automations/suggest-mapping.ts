import type { PublicInputField } from '@/lib/contracts/public'
import type { TriggerMapping } from '@/lib/contracts/triggers'
import type { JsonObject } from '@/lib/core/json'
import { emptyMapping } from './mapping-fields'

/** Maps event values to inputs of the same name. If there are none, maps the whole event to the first input. */
export function suggestMapping(fields: readonly PublicInputField[], event: JsonObject): TriggerMapping {
  const same = fields.filter(({ name }) => Object.hasOwn(event, name))
  return same.length === 0
    ? emptyMapping('whole', fields)
    : { kind: 'fields', fields: same.map(({ name }) => ({ input: name, path: name })) }
}
