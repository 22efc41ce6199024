import { AppError } from '@/lib/core/app-error'
import type { ChatRequest, ModelRef, ToolCall } from '@/lib/engine/model-requests'
import type { NodeContext } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'

export interface ChatResult {
  text: string
  toolCalls: ToolCall[]
}

/** Reads an answer of a model to its end, forwards its text and reports its usage. */
export async function readChat(
  ctx: NodeContext,
  request: Omit<ChatRequest, 'signal'>,
  onText: (text: string) => void = silent,
): Promise<ChatResult> {
  let text = ''
  const toolCalls: ToolCall[] = []
  let isCut = false
  let reasoning = ''
  const call = { ...request, nodeId: ctx.nodeId, signal: ctx.signal }
  await ctx.ports.models.chat(call, (chunk) => {
    switch (chunk.type) {
      case 'text':
        text += chunk.text
        onText(chunk.text)
        break
      case 'reasoning':
        reasoning += chunk.text
        if (onText !== silent) ctx.emitReasoning(chunk.text)
        break
      case 'tool-call':
        toolCalls.push(chunk.call)
        break
      case 'usage':
        ctx.usage(chunk.usage)
        break
      case 'restart':
        // Removes the emitted text, unless none was shown.
        if (onText !== silent) ctx.rewind(text.length)
        text = ''
        isCut = false
        reasoning = ''
        toolCalls.length = 0
        break
      case 'decision':
        ctx.decided(chunk.decision)
        break
      case 'finish':
        if (chunk.reason === 'filter' && text === '') throw filtered()
        isCut = chunk.reason === 'length'
        break
      default: {
        const unhandled: never = chunk
        return unhandled
      }
    }
  })
  ctx.reasoned(reasoning)
  if (isCut) ctx.cut(request.maxOutputTokens ?? null)
  return { text, toolCalls }
}

const silent = () => {}

export function isBuiltIn(model: ModelRef): boolean {
  return model.connection === 'builtin'
}

/** @throws MODEL_MISSING if only the built-in quotes are available */
export async function resolveLanguageModel(ctx: NodeContext, model: ModelRef, purpose: string): Promise<ModelRef> {
  const resolved = await ctx.ports.models.resolve(model)
  if (!isBuiltIn(resolved)) return resolved
  throw new AppError('MODEL_MISSING', problem('nodes.languageModelRequired', { purpose }))
}

function filtered(): AppError {
  return new AppError('INVALID_INPUT', problem('models.declined'))
}
