import type { Json, JsonObject } from '@/lib/core/json'
import type { StoredRunEvent } from '@/lib/db/schema/runs'

export interface ToolCallRecord {
  name: string
  arguments: JsonObject
}

/** The calls of agents, in order. Parallel calls end in any order, so those of one agent are sorted by their key. */
export function toolCallsOf(events: readonly Pick<StoredRunEvent, 'event'>[]): ToolCallRecord[] {
  const calls = events.flatMap(({ event }) =>
    event.type === 'node-step' && event.step.kind === 'tool'
      ? [{ path: event.path.join(' '), key: event.step.key, name: event.step.name, input: event.step.input }]
      : [],
  )
  const byPath = Map.groupBy(calls, ({ path }) => path)
  for (const own of byPath.values()) own.sort((a, b) => byNumber.compare(b.key, a.key))
  return calls.flatMap(({ path }) => {
    const next = byPath.get(path)?.pop()
    return next ? [{ name: next.name, arguments: asObject(next.input) }] : []
  })
}

const byNumber = new Intl.Collator('en', { numeric: true })

export const asObject = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
