import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Json } from '@/lib/core/json'
import type { Transaction } from '@/lib/db/database'
import { runs } from '@/lib/db/schema/runs'
import { waits } from '@/lib/db/schema/waits'
import type { System } from '@/lib/services/system'
import { closeQuestions } from '../channels/questions/queue-questions'
import { driveRunJob } from '../runs/drive-run-job'

export interface WaitAnswer {
  waitId: string
  runId: string
  workspaceId: string
  answer: Json
  /** The member who answers; null for deadlines, timers and links. */
  answeredBy: string | null
}

/**
 * Answers a pending input, once: a second answer changes nothing. Queues the run if it is suspended; if other branches
 * are still active, its driver receives the answer within a second (`deliver-answers.ts`).
 * @returns whether this answer was stored
 */
export async function answerWait(system: System, request: WaitAnswer, outerTx?: Transaction): Promise<boolean> {
  const act = async (tx: Transaction) => {
    const { runId, workspaceId } = request
    // The suspending side locks this row first, so that one of the two sees the other's change.
    const [run] = await tx
      .select({ status: runs.status })
      .from(runs)
      .where(and(eq(runs.id, runId), eq(runs.workspaceId, workspaceId)))
      .for('update')
    const answered = await tx
      .update(waits)
      .set({ status: 'answered', answer: request.answer, answeredBy: request.answeredBy, answeredAt: new Date() })
      .where(
        and(
          eq(waits.id, request.waitId),
          eq(waits.runId, runId),
          eq(waits.workspaceId, workspaceId),
          eq(waits.status, 'waiting'),
        ),
      )
      .returning({ id: waits.id })
    if (answered.length === 0) return false
    await closeQuestions(tx, system, { waitIds: [request.waitId], workspaceId })
    if (run?.status !== 'paused') return true
    await tx
      .update(runs)
      .set({ status: 'queued' })
      .where(and(eq(runs.id, runId), eq(runs.workspaceId, workspaceId)))
    await system.jobs.send(
      driveRunJob,
      { runId, workspaceId },
      { key: runId, group: workspaceId, priority: 'interactive', tx },
    )
    return true
  }
  return outerTx ? act(outerTx) : system.db.transaction(act)
}
