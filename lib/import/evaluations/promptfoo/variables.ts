import { caseText } from '@/lib/contracts/example-data'
import type { Json, JsonObject } from '@/lib/core/json'
import { isRecord } from '../file-values'
import type { Assertion } from './assertions'

const VARIABLE = /\{\{\s*([\w-]+)\s*\}\}/g

/** Replaces `{{name}}` in the texts of an assertion, as promptfoo does. Other expressions stay, and are reported later. */
export function fillVariables(assertion: Assertion, variables: JsonObject): Assertion {
  const fill = (value: Json): Json => {
    if (typeof value === 'string')
      return value.replace(VARIABLE, (whole, name: string) =>
        Object.hasOwn(variables, name) ? caseText(variables[name] ?? '') : whole,
      )
    if (Array.isArray(value)) return value.map(fill)
    if (!isRecord(value)) return value
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item)]))
  }
  return assertion.value === undefined ? assertion : { ...assertion, value: fill(assertion.value) }
}
