import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { ChatMessage, ChatRequest } from '@/lib/engine/model-requests'
import type { NodeContext } from '@/lib/engine/node-definition'
import { isPaused, type NodePaused } from '@/lib/engine/pauses/pause'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { problem } from '@/lib/messages/problems/problem'
import { callModel, type ModelTurn } from './call-model'
import { callTools } from './call-tools'
import { createPassageNumbers } from './number-passages'
import type { Toolbox } from './open-toolbox'
import type { ApprovalPolicy } from './request-approval'

export interface LoopArguments {
  ctx: NodeContext
  toolbox: Toolbox
  request: Pick<ChatRequest, 'model' | 'temperature' | 'maxOutputTokens'>
  messages: ChatMessage[]
  /** Passages given in the prompt, by number. */
  passages: readonly RetrievedPassage[]
  maxSteps: number
  ask: ApprovalPolicy
}

export interface LoopResult {
  text: string
  passages: RetrievedPassage[]
  /** Tool calls with their results. */
  steps: JsonObject[]
}

/**
 * Alternates model and tool calls until the model answers without a call. A faulty turn (unknown
 * tool, wrong arguments) may be repaired once; a second one in a row ends the run.
 */
export async function runLoop({
  ctx,
  toolbox,
  request,
  messages: start,
  passages,
  maxSteps,
  ask,
}: LoopArguments): Promise<LoopResult | NodePaused> {
  const messages = [...start]
  const texts: string[] = []
  const steps: JsonObject[] = []
  const book = createPassageNumbers(passages)
  const emit = emitInParts(ctx)
  let lastFault: string | null = null
  for (let step = 1; step <= maxSteps; step += 1) {
    const turn = await callModel({
      ctx,
      step,
      request: { ...request, messages, tools: toolbox.specs },
      emit: emit.text,
    })
    emit.endPart()
    if (turn.text !== '') texts.push(turn.text)
    if (turn.fault === null && turn.toolCalls.length === 0) {
      return { text: texts.join('\n\n'), passages: book.passages, steps }
    }
    const outcome =
      turn.fault === null
        ? await callTools({ ctx, toolbox, step, text: turn.text, calls: turn.toolCalls, book, ask })
        : null
    if (isPaused(outcome)) return outcome
    const fault = turn.fault ?? outcome?.fault ?? null
    if (fault !== null && lastFault !== null) throw givenUp(fault)
    lastFault = fault
    messages.push(...(outcome === null ? repairMessages(turn) : outcome.messages))
    steps.push(...(outcome?.steps ?? []))
  }
  throw new AppError('LIMIT_EXCEEDED', problem('agent.tooManySteps', { max: maxSteps }))
}

/** Separates the texts of several turns, in the stream and in the result. */
function emitInParts(ctx: NodeContext) {
  let hasText = false
  let isOpen = false
  return {
    text(text: string): void {
      if (text === '') return
      if (hasText && !isOpen) ctx.emit('\n\n')
      hasText = true
      isOpen = true
      ctx.emit(text)
    },
    endPart(): void {
      isOpen = false
    },
  }
}

function repairMessages({ text, fault }: ModelTurn): ChatMessage[] {
  return [
    ...(text === '' ? [] : [{ role: 'assistant' as const, content: text }]),
    { role: 'user', content: `${fault} Call it again with arguments that are valid JSON and fit its parameters.` },
  ]
}

function givenUp(fault: string): AppError {
  return new AppError('TOOL_FAILED', problem('agent.toolsMisused', { fault }))
}
