import 'server-only'
import type { Transaction } from '@/lib/db/database'
import { runChunks, runEvents, type StoredRunEvent } from '@/lib/db/schema/runs'
import type { System } from '@/lib/services/system'
import { withoutLarge } from '../log/large-values'
import { runsStoredBy } from '../log/store-batch'
import { processId } from './process-id'
import { eventLog } from './run-services'
import type { LastEvents } from './types'

/** @throws when an earlier event of the run could not be stored */
export async function takeLastEvent(system: System, runId: string, end: StoredRunEvent): Promise<LastEvents> {
  return { ...(await eventLog(system).take(runId)), end }
}

/**
 * Stores text only together with its events: text of a fenced driver would be after the fence, where readers wait for
 * the event before it. @returns `repeated` when an earlier commit stored the same and its acknowledgement was lost;
 * `refused` when another process drives the run
 */
export async function storeLast(
  tx: Transaction,
  runId: string,
  { events, chunks, end }: LastEvents,
): Promise<'stored' | 'repeated' | 'refused'> {
  const batch = { runId, seq: events[0]?.seq ?? end.seq, events: [...events, end] }
  const rows = await withoutLarge(tx, [batch])
  const stored = await tx
    .insert(runEvents)
    .values(rows.map((row) => ({ ...row, writer: processId() })))
    .onConflictDoNothing()
    .returning({ runId: runEvents.runId })
  if (stored.length === 0) return (await runsStoredBy(tx, processId(), [batch])).has(runId) ? 'repeated' : 'refused'
  const [firstChunk] = chunks
  if (firstChunk)
    await tx.insert(runChunks).values({ runId, seq: firstChunk.seq, events: chunks }).onConflictDoNothing()
  return 'stored'
}
