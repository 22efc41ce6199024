import { randomUUID } from 'node:crypto'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import type { ToolCall } from '@/lib/engine/model-requests'
import { problem } from '@/lib/messages/problems/problem'

export interface ToolCallPiece {
  index?: number | undefined
  id?: string | undefined
  name?: string | undefined
  args?: string | undefined
}

/** Assembles streamed tool calls. A new id starts a new call, even if a server repeats an index. */
export function createToolCallCollector() {
  const openCalls: { index: number; id: string; name: string; args: string }[] = []
  return {
    add({ index = 0, id = '', name = '', args = '' }: ToolCallPiece): void {
      const last = openCalls.findLast((call) => call.index === index)
      const isSameCall = last !== undefined && (id === '' || last.id === '' || last.id === id)
      if (isSameCall) {
        last.id ||= id
        // Some servers repeat the name in every piece.
        last.name ||= name
        last.args += args
      } else {
        openCalls.push({ index, id, name, args })
      }
    },
    /**
     * @param isCut the answer reached its maximum length, so a call without arguments may have lost
     * them
     * @throws AppError MODEL_FAILED with `details.malformedToolCall` for an incomplete call
     */
    finish({ isCut = false } = {}): ToolCall[] {
      const last = openCalls.at(-1)
      const lacksArguments = isCut && last?.args.trim() === ''
      if (last && (last.name === '' || lacksArguments)) throw halfCall(last.name)
      return openCalls.map(({ id, name, args }) => ({
        id: id || `call_${randomUUID()}`,
        name,
        arguments: readArguments(name, args),
      }))
    },
  }
}

function readArguments(name: string, text: string): ToolCall['arguments'] {
  if (text.trim() === '') return {}
  try {
    return JsonObjectSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('MODEL_FAILED', problem('models.toolArgumentsInvalid', { tool: name }), {
      cause,
      details: { malformedToolCall: name },
      isFinal: true,
    })
  }
}

export function halfCall(name: string): AppError {
  return new AppError('MODEL_FAILED', problem('models.toolCallCutOff'), {
    details: { malformedToolCall: name },
    isFinal: true,
  })
}
