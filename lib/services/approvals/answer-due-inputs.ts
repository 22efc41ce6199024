import 'server-only'
import { and, asc, eq, lte, sql } from 'drizzle-orm'
import type { Json } from '@/lib/core/json'
import { waits } from '@/lib/db/schema/waits'
import type { ApprovalAnswer, PauseRequest } from '@/lib/engine/pauses/pause'
import type { System } from '@/lib/services/system'
import { answerWait } from './answer-pending-input'

const MAX_AT_ONCE = 200

/**
 * Answers pending inputs whose deadline has passed, and wakes timers.
 * @param now defaults to the database's clock
 * @returns the number of due inputs
 */
export async function answerDueInputs(system: System, now?: Date): Promise<number> {
  const due = await system.db
    .select({ waitId: waits.id, runId: waits.runId, workspaceId: waits.workspaceId, request: waits.request })
    .from(waits)
    .where(and(eq(waits.status, 'waiting'), lte(waits.dueAt, now ?? sql`now()`)))
    .orderBy(asc(waits.dueAt))
    .limit(MAX_AT_ONCE)
  for (const { request, ...wait } of due) {
    // Several processes may try: the row accepts one answer.
    await answerWait(system, { ...wait, answer: answerWhenDue(request), answeredBy: null })
  }
  return due.length
}

/** The substitute for an answer; `timedOut` makes the step fail. */
function answerWhenDue(request: PauseRequest): Json {
  if (request.kind === 'timer') return null
  if (request.kind === 'reconnect' || request.onDue === 'fail') return { timedOut: true }
  const answer: ApprovalAnswer = {
    decision: request.onDue === 'approve' ? 'approved' : 'rejected',
    values: Object.fromEntries(request.fields.map(({ name }) => [name, null])),
    comment: '',
    by: 'deadline',
  }
  return { ...answer }
}
