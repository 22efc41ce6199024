import 'server-only'
import type { StoredRunEvent } from '@/lib/db/schema/runs'

/** PostgreSQL accepts up to 8,000 bytes per notification. */
const MAX_PAYLOAD_BYTES = 6_500

export interface RunMessage {
  /** New events of a run, or null if they are too large to send. */
  events: StoredRunEvent[] | null
  /** The number of the run's previous event, or null if the sender does not know it: at the start of a drive. */
  before: number | null
}

/** Packs the runs into as few messages as possible. A run with oversized events is sent without them. */
export function packMessages(from: string, byRun: ReadonlyMap<string, RunMessage>): string[] {
  const messages: string[] = []
  let pendingTexts: string[] = []
  let bytes = 0
  const close = () => {
    if (pendingTexts.length > 0) messages.push(`{"from":${JSON.stringify(from)},"runs":[${pendingTexts.join(',')}]}`)
    pendingTexts = []
    bytes = 0
  }
  for (const [runId, { events, before }] of byRun) {
    const complete = JSON.stringify([runId, events, before])
    const item =
      Buffer.byteLength(complete) > MAX_PAYLOAD_BYTES - 100 ? JSON.stringify([runId, null, before]) : complete
    const length = Buffer.byteLength(item)
    if (bytes + length > MAX_PAYLOAD_BYTES - 100) close()
    pendingTexts.push(item)
    bytes += length + 1
  }
  close()
  return messages
}

/**
 * The events in these messages after the last event of a reader. Each message names the run's previous
 * event, which reveals messages that were lost, too large, reordered or never sent. @returns null if the reader must
 * read the tables instead
 */
export function eventsAfter(last: number, messages: readonly RunMessage[]): StoredRunEvent[] | null {
  const fresh: StoredRunEvent[] = []
  let seen = last
  for (const { events, before } of messages) {
    const newest = events?.at(-1)?.seq
    if (events === null || newest === undefined) return null
    if (newest <= seen) continue
    if (before === null || before > seen) return null
    fresh.push(...events.filter(({ seq }) => seq > seen))
    seen = newest
  }
  return fresh
}
