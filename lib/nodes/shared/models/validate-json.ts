import type { Json, JsonObject } from '@/lib/core/json'
import { schemaProblems } from '@/lib/graph/schema/schema-problems'
import { matchesPattern } from '../guards/matches-pattern'

/** Problems of a value against a JSON Schema, patterns included. @throws INVALID_INPUT for an invalid pattern */
export function validateJson(value: Json, schema: JsonObject): string[] {
  return schemaProblems(value, schema, matchesPattern)
}
