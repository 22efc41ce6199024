import 'server-only'
import { z } from 'zod'

/**
 * A contract as JSON Schema: what is sent (`input`, where defaults may be left out) or what comes back.
 * The one schema of ours that holds itself is a JSON value; it stands among the components.
 */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output') {
  const { $schema, $defs, ...rest } = z.toJSONSchema(schema, { io })
  return withJsonRefs(rest)
}

const JSON_REF = '#/components/schemas/Json'

function withJsonRefs<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll(/"#\/\$defs\/__schema\d+"/g, JSON.stringify(JSON_REF)))
}

/** Said down to its first level: types that generators make of a schema that holds itself do not compile. */
export const ANY_JSON = {
  description: 'Any JSON value.',
  anyOf: [
    { type: ['string', 'number', 'boolean', 'null'] },
    { type: 'array', items: {} },
    { type: 'object', additionalProperties: {} },
  ],
}
