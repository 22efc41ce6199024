import 'server-only'
import { and, eq, lt } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { knowledgeSearches } from '@/lib/db/schema/retrieval-lab'
import type { RunEvent } from '@/lib/engine/events'
import { storedEvents } from '@/lib/services/runs/stored-events'
import type { InclusionFacts } from './inclusion'

/** Below this confidence, the best passage rarely contains the answer. */
const LOW_CONFIDENCE = 0.3

/** Signs of a problem in a run that judges should see. */
export async function signsOfTrouble(
  db: Database,
  { workspaceId, runId }: { workspaceId: string; runId: string },
): Promise<Pick<InclusionFacts, 'isGuarded' | 'isUnsure'>> {
  const [unsure] = await db
    .select({ id: knowledgeSearches.id })
    .from(knowledgeSearches)
    .where(
      and(
        eq(knowledgeSearches.runId, runId),
        eq(knowledgeSearches.workspaceId, workspaceId),
        lt(knowledgeSearches.confidence, LOW_CONFIDENCE),
      ),
    )
    .limit(1)
  const events = await storedEvents(db, runId)
  return { isUnsure: unsure !== undefined, isGuarded: events.some(({ event }) => isBlock(event)) }
}

/** A guard that sends its text to the branch `blocked`. */
const isBlock = (event: RunEvent): boolean =>
  event.type === 'node-end' && typeof event.outputs.blocked === 'string' && typeof event.outputs.score === 'number'
