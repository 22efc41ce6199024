import type { Json, JsonObject } from '@/lib/core/json'
import { schemaProblems } from '@/lib/graph/schema-problems'
import { matchesPattern } from '../guards/matches-pattern'

/** What does not fit a JSON Schema, patterns included. @throws INVALID_INPUT for a pattern that cannot be read */
export function validateJson(value: Json, schema: JsonObject): string[] {
  return schemaProblems(value, schema, matchesPattern)
}
