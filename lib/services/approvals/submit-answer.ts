import 'server-only'
import type { Actor } from '@/lib/auth/actor'
import { checkAnswerValues } from '@/lib/contracts/answer-values'
import type { AnswerBody, AnswerResult } from '@/lib/contracts/pending-inputs'
import { AppError } from '@/lib/core/app-error'
import type { Transaction } from '@/lib/db/database'
import type { ApprovalAnswer } from '@/lib/engine/pauses/pause'
import { addEnglish } from '@/lib/messages/problems/add-english'
import { problem } from '@/lib/messages/problems/problem'
import { emitAudit } from '@/lib/services/audit/emit-audit'
import type { System } from '@/lib/services/system'
import { answerWait } from './answer-pending-input'
import { type FoundPendingInput, findPendingInput } from './find-pending-input'

export interface GivenAnswer {
  found: FoundPendingInput
  body: AnswerBody
  /** The author's name in the answer. */
  by: string
  /** For the audit trail; a person's id is stored with the answer. */
  actor: Actor
  now: Date
  /** Runs in the transaction that stores the answer, if it is the first. What it throws reverts the answer. */
  onStored?: (tx: Transaction) => Promise<void>
}

/**
 * Answers a question. A second answer changes nothing and receives the first one.
 * @throws CONFLICT when the run was stopped or the deadline has passed; INVALID_INPUT names each wrong value
 */
export async function giveAnswer(system: System, submitted: GivenAnswer): Promise<AnswerResult> {
  const { wait } = submitted.found
  const earlier = settledAnswer(submitted.found, submitted.now)
  if (earlier) return earlier
  const counts = await system.db.transaction(async (tx) => {
    const { id, runId, workspaceId } = wait
    const answeredBy = submitted.actor.kind === 'user' ? submitted.actor.userId : null
    const answer = { ...answerOf(submitted) }
    const isFirst = await answerWait(system, { waitId: id, runId, workspaceId, answer, answeredBy }, tx)
    if (!isFirst) return false
    await submitted.onStored?.(tx)
    const trail = { workspace: { id: workspaceId }, actor: submitted.actor, now: () => submitted.now }
    await emitAudit(tx, trail, {
      action: 'approval.answer',
      subject: `wait:${id}`,
      after: { decision: submitted.body.decision, by: submitted.by, run: runId },
    })
    return true
  })
  const after = await findPendingInput(system.db, { workspaceId: wait.workspaceId, waitId: wait.id })
  const result = settledAnswer(after, submitted.now)
  if (!result) throw new AppError('UNAVAILABLE', problem('approvals.notAccepted'))
  return { ...result, already: !counts }
}

/** The existing answer; null while the question is open. @throws CONFLICT when no answer is accepted any longer */
function settledAnswer({ wait, answer }: FoundPendingInput, now: Date): AnswerResult | null {
  if (answer) return { already: true, answer }
  if (wait.status === 'cancelled') throw new AppError('CONFLICT', problem('approvals.runStopped'))
  // The deadline is processed within a second or two.
  if (wait.dueAt && wait.dueAt <= now) throw new AppError('CONFLICT', problem('approvals.tooLate'))
  return null
}

function answerOf({ found, body, by }: GivenAnswer): ApprovalAnswer {
  const checked = checkAnswerValues(found.request.fields, body.values, body.decision)
  if (!checked.ok) {
    const label = (name: string | undefined) => found.request.fields.find((field) => field.name === name)?.label || name
    const issues = checked.issues.map(({ path, text }) => ({ path, ...addEnglish(text) }))
    const located = issues.map(({ path, ...issue }) =>
      problem('request.atField', { field: label(path[1]) ?? '', problem: issue }),
    )
    throw new AppError('INVALID_INPUT', problem('request.fieldsInvalid', { problems: located }), { details: issues })
  }
  return { decision: body.decision, values: checked.values, comment: body.comment, by }
}
