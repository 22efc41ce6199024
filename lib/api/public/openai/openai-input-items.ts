import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { asFileRefs } from '@/lib/core/file-ref'
import { problem } from '@/lib/messages/problems/problem'
import type { RunInput } from '@/lib/runs/public/run-types'
import type { PublicChatTurn } from '@/lib/services/runs/chat-turn'
import type { PublicApi } from '../public-api'
import { type ApiHandler, jsonResponse } from '../public-handler'
import { readQuery } from '../shared/responses/page-response'
import { notFound } from '../shared/responses/public-error'
import { findResponse } from './find-response'
import { toTextPart } from './responses-shapes'

const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  order: z.enum(['asc', 'desc']).default('desc'),
  after: z.string().optional(),
})
/** The input of a response: the earlier turns of the run, and the message with its files. */
export function listInputItems(api: PublicApi): ApiHandler {
  return async (call) => {
    const { limit, order, after } = readQuery(call, ListQuery, 'parameters.inputItems')
    const { app, run } = await findResponse(api, call)
    const { runId } = run
    const runInput = await api.backend.inputOf({ app, runId })
    if (!runInput) throw notFound()
    const oldestFirst = [
      ...runInput.history.map((turn, index) => toTurnItem(runId, index, turn)),
      toMessageItem(runId, runInput),
    ]
    const all = order === 'asc' ? oldestFirst : oldestFirst.toReversed()
    const from = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
    if (after !== undefined && from === 0) throw new AppError('INVALID_INPUT', problem('openai.afterNotInputItem'))
    const data = all.slice(from, from + limit)
    const ends = { first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null }
    return jsonResponse({ object: 'list', data, has_more: from + data.length < all.length, ...ends })
  }
}

/** The answer is `msg_<run>`; earlier messages are numbered. */
const itemId = (runId: string, index: number): string => `msg_${runId}_${index}`

function toTurnItem(runId: string, index: number, { role, content }: PublicChatTurn) {
  const part = role === 'assistant' ? toTextPart(content, []) : { type: 'input_text', text: content }
  return { id: itemId(runId, index), type: 'message', status: 'completed', role, content: [part] }
}

function toMessageItem(runId: string, { history, inputs, message }: RunInput) {
  const filesIn = (name: string) => asFileRefs(inputs[name]) ?? []
  const pictures = filesIn('images').map(({ fileId: file_id }) => ({
    type: 'input_image',
    detail: 'auto',
    file_id,
    image_url: null,
  }))
  const files = [...filesIn('documents'), ...filesIn('recordings')].map(({ fileId, name }) => ({
    type: 'input_file',
    file_id: fileId,
    filename: name,
  }))
  const content = [...pictures, ...files, { type: 'input_text', text: message }]
  return { id: itemId(runId, history.length), type: 'message', status: 'completed', role: 'user', content }
}
