import type { Json } from '@/lib/core/json'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { findPassages } from '@/lib/nodes/shared/passages/passages'

/** Maximum nesting of passages in a step's output: in a port, or in a tool result of an agent. */
const MAX_DEPTH = 6

export interface UsedPassages {
  /** The first query, or null if the run did not search. */
  query: string | null
  /** Without duplicates, in the order in which they were found. */
  passages: RetrievedPassage[]
}

/** The passages of knowledge bases that a run found, in any step. */
export function passagesOfRun(events: readonly StoredRunEvent[]): UsedPassages {
  const queries = new Map<string, string>()
  const found = new Map<string, RetrievedPassage>()
  let query: string | null = null
  for (const { event } of events) {
    const path = 'path' in event ? event.path.join('/') : ''
    if (event.type === 'node-start' && typeof event.inputs.query === 'string') queries.set(path, event.inputs.query)
    const passages = passagesIn(givenBy(event), MAX_DEPTH).filter(({ knowledgeBaseId }) => knowledgeBaseId !== '')
    if (passages.length > 0) query ??= queries.get(path) ?? null
    for (const passage of passages) found.set(passage.chunkId, found.get(passage.chunkId) ?? passage)
  }
  return { query, passages: [...found.values()] }
}

function givenBy(event: StoredRunEvent['event']): Json {
  if (event.type === 'node-end') return event.outputs
  return event.type === 'node-step' ? event.step.output : null
}

function passagesIn(value: Json, depth: number): RetrievedPassage[] {
  if (typeof value !== 'object' || value === null || depth === 0) return []
  const passages = findPassages(value)
  if (passages.length > 0) return passages
  return Object.values(value).flatMap((item) => passagesIn(item, depth - 1))
}
