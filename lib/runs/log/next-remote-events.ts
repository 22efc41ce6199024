import 'server-only'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { eventsAfter, type RunMessage } from './bus-messages'
import { withoutGap } from './event-seq'

/**
 * The next events of a run that another process drives: from its messages if none is missing, otherwise from the
 * tables.
 */
export async function nextRemoteEvents(
  after: number,
  messages: readonly RunMessage[],
  readStored: (after: number) => Promise<StoredRunEvent[]>,
): Promise<readonly StoredRunEvent[]> {
  const fresh = eventsAfter(after, messages)
  return fresh && fresh.length > 0 ? fresh : withoutGap(after, await readStored(after))
}
