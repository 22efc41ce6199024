import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { PublicInputField } from '@/lib/contracts/public'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { runs } from '@/lib/db/schema/runs'
import { problem } from '@/lib/messages/problems/problem'
import type { TestCase } from '@/lib/services/evaluations/test-case'
import type { System } from '@/lib/services/system'
import type { JudgeModel } from '../scorers/score'
import { type AnswerRequest, answerCase, type RunAnswer } from './answer-case'
import { derivedRunId } from './derived-run-id'
import { type Message, type NextMessage, nextMessage } from './simulate-user'

export interface Conversation {
  testCase: Pick<TestCase, 'turns' | 'user'>
  fields: readonly PublicInputField[]
  judge: JudgeModel
  /** Called with the cost of each message of the simulated user, and with that of the turns if the simulator fails. */
  onCost: (costMicros: number) => Promise<unknown>
}

/**
 * Answers the case, then every later message of its user. Each turn is a run that receives the conversation so far. The
 * ids of these runs are derived from the first one, so that a conversation resumes after a crash.
 */
export async function runConversation(
  system: System,
  request: AnswerRequest,
  conversation: Conversation,
  signal: AbortSignal,
): Promise<RunAnswer & { transcript: readonly Message[] }> {
  const field = textField(conversation.fields, request.inputs)
  const transcript: Message[] = []
  let total: RunAnswer | null = null
  for (let turn = 0, inputs = request.inputs; ; turn += 1) {
    const runId = turn === 0 ? request.runId : derivedRunId(request.runId, turn)
    const history = [...request.history, ...transcript]
    const source = turn === 0 ? request.source : null
    const answer = await answerCase(system, { ...request, runId, inputs, history, source }, signal)
    total = total === null ? answer : added(total, answer)
    const shown = String((field === null ? undefined : inputs[field]) ?? Object.values(inputs)[0] ?? '')
    transcript.push({ role: 'user', content: shown }, { role: 'assistant', content: answer.text })
    if (answer.isFailed || field === null) return { ...total, transcript }
    const nextId = derivedRunId(request.runId, turn + 1)
    const progress = { transcript, turn, paidMicros: total.costMicros ?? 0, signal }
    const next = await followingMessage(system, { ...request, nextId, field }, conversation, progress)
    if (next === null) return { ...total, transcript }
    inputs = { ...request.inputs, [field]: next }
  }
}

interface Following {
  workspaceId: string
  nextId: string
  field: string
}

interface Progress {
  transcript: readonly Message[]
  turn: number
  /** What the turns so far have cost. */
  paidMicros: number
  signal: AbortSignal
}

/** @returns null if the conversation is over */
async function followingMessage(
  { db }: System,
  { workspaceId, nextId, field }: Following,
  { testCase: { turns, user }, judge, onCost }: Conversation,
  { transcript, turn, paidMicros, signal }: Progress,
): Promise<string | null> {
  if (user === null) return turns[turn] ?? null
  if (turn + 1 >= user.maxTurns) return null
  // The turn was started before a crash.
  const [started] = await db
    .select({ inputs: runs.inputs })
    .from(runs)
    .where(and(eq(runs.id, nextId), eq(runs.workspaceId, workspaceId)))
  if (started) return String(started.inputs?.[field] ?? '')
  const next: NextMessage = await nextMessage(judge, user, transcript, signal).catch(async (error: unknown) => {
    // An aborted conversation resumes and stores the cost of its turns at its end.
    if (!signal.aborted) await onCost(paidMicros)
    throw error
  })
  await onCost(next.costMicros + (next.kind === 'left-role' ? paidMicros : 0))
  if (next.kind === 'left-role') throw new AppError('UNAVAILABLE', problem('scores.simulatorLeftRole'))
  return next.kind === 'over' ? null : next.message
}

/** The input that holds the message. */
function textField(fields: readonly PublicInputField[], inputs: JsonObject): string | null {
  const texts = fields.filter(({ type }) => type === 'text' || type === 'long-text')
  return texts.find(({ name, required }) => required && Object.hasOwn(inputs, name))?.name ?? texts[0]?.name ?? null
}

/** The sum of both, with the outputs of the later one. */
function added(first: RunAnswer, second: RunAnswer): RunAnswer {
  const sum = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b)
  return {
    ...second,
    passages: [...first.passages, ...second.passages],
    latencyMs: sum(first.latencyMs, second.latencyMs),
    costMicros: sum(first.costMicros, second.costMicros),
    whole: {
      ms: sum(first.whole.ms, second.whole.ms),
      costMicros: sum(first.whole.costMicros, second.whole.costMicros),
    },
    tokens: first.tokens + second.tokens,
    reusedSteps: first.reusedSteps + second.reusedSteps,
    stepCount: first.stepCount + second.stepCount,
    events: [...first.events, ...second.events],
  }
}
