import type { JsonObject } from '@/lib/core/json'
import type { NodeManifest } from '@/lib/graph/manifest'

/** What a new node is set to: every default of its schema, written out so that the form shows it. */
export function defaultConfig(manifest: NodeManifest): JsonObject {
  const parsed = manifest.config.safeParse({})
  return parsed.success ? toJsonObject(parsed.data) : {}
}

/** Drops `undefined`, which no JSON has. */
function toJsonObject(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value))
}
