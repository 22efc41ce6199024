import type { Json, JsonObject } from '@/lib/core/json'
import type { SourceDetail } from '@/lib/core/knowledge/source-detail'

/** A run's outputs for callers of the app: citations and passages limited by its Sources setting. */
export function limitSources(outputs: JsonObject, sources: SourceDetail): JsonObject {
  return sources === 'document' || sources === 'passage' ? outputs : limitObject(outputs, sources)
}

type Hiding = Extract<SourceDetail, 'name' | 'none'>

function limitObject(value: JsonObject, sources: Hiding): JsonObject {
  const shown: JsonObject = {}
  for (const [key, item] of Object.entries(value)) {
    const limited = limitValue(item, sources)
    if (limited !== undefined) shown[key] = limited
  }
  return shown
}

/** @returns undefined for a passage that is hidden completely */
function limitValue(value: Json, sources: Hiding): Json | undefined {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.flatMap((item) => limitValue(item, sources) ?? [])
  if (!isSource(value)) return limitObject(value, sources)
  return sources === 'none' ? undefined : nameOf(value)
}

/** A citation, or a passage of a Retriever. */
const isSource = ({ chunkId, documentName }: JsonObject): boolean =>
  typeof chunkId === 'string' && typeof documentName === 'string'

function nameOf({ number, chunkId = null, documentName = null }: JsonObject): JsonObject {
  const numbered = typeof number === 'number' ? { number } : {}
  return { ...numbered, chunkId, documentName, page: null, start: 0, end: 0, quote: '' }
}
