import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import { inputFieldsOf } from '../apps/input-fields'

/** Rejects empty messages to a chat app before a run is created. @throws INVALID_INPUT */
export function rejectEmptyMessage(graph: Graph, inputs: JsonObject): void {
  const { message } = inputs
  const needsMessage = inputFieldsOf(graph).some(({ name, required }) => name === 'message' && required)
  const isEmpty = message === undefined || (typeof message === 'string' && message.trim() === '')
  if (needsMessage && isEmpty) throw new AppError('INVALID_INPUT', problem('inputs.messageMissing'))
}
