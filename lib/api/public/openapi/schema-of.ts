import 'server-only'
import { z } from 'zod'
import { JsonSchema } from '@/lib/core/json'

/**
 * Converts a contract to JSON Schema: for the request (`input`, where defaults may be missing) or
 * the response. Any JSON value refers to the component `Json`.
 */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output' = 'output') {
  const anyJson: unknown = JsonSchema
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === anyJson) jsonSchema.$ref = '#/components/schemas/Json'
    },
  })
  return rest
}

/** Only one level deep: types generated from a recursive schema do not compile. */
export const ANY_JSON = {
  description: 'Any JSON value.',
  anyOf: [
    { type: ['string', 'number', 'boolean', 'null'] },
    { type: 'array', items: {} },
    { type: 'object', additionalProperties: {} },
  ],
}
