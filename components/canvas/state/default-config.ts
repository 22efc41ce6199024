import type { JsonObject } from '@/lib/core/json'
import type { NodeManifest } from '@/lib/graph/manifest'

/** Settings of a new node: those that its entry preselects, and every default of its schema, written out for the form. */
export function defaultConfig(manifest: NodeManifest): JsonObject {
  const parsed = manifest.config.safeParse(manifest.initial ?? {})
  return parsed.success ? toJsonObject(parsed.data) : {}
}

/** Removes `undefined`, which JSON cannot represent. */
function toJsonObject(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value))
}
