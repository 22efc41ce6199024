import 'server-only'
import type { Database } from '@/lib/db/database'
import { storedEvents } from '@/lib/services/runs/stored-events'
import { type ToolCallRecord, toolCallsOf } from '../scorers/tool-calls'
import { derivedRunId } from './derived-run-id'

/** The tool calls of an earlier answer with all turns of its conversation; null if its trace lacks some. */
export async function storedToolCalls(db: Database, runId: string): Promise<ToolCallRecord[] | null> {
  const calls: ToolCallRecord[] = []
  for (let turn = 0; ; turn += 1) {
    const events = await storedEvents(db, turn === 0 ? runId : derivedRunId(runId, turn))
    if (events.length === 0) return turn === 0 ? null : calls
    // The calls of reused steps are in the trace of another run.
    if (events.some(({ event }) => event.type === 'node-end' && event.pinned === true)) return null
    calls.push(...toolCallsOf(events))
  }
}
