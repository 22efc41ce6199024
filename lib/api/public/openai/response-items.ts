import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { problem } from '@/lib/messages/problems/problem'
import type { RunTexts } from '@/lib/runs/public/run-types'
import type { PublishedApp } from '@/lib/services/versions/published-app'
import type { PublicApi } from '../public-api'
import type { OpenAiMessage } from './openai-request'
import type { ResponseItem, ResponsesRequest } from './responses-request'

/**
 * The messages of a response's input. References are replaced by their target: an answer, or an
 * input item of a response. Skips reasoning and tool calls. @throws AppError NOT_FOUND
 */
export async function inputMessages(
  api: PublicApi,
  scope: { app: PublishedApp; endUser: string | null },
  input: ResponsesRequest['input'],
): Promise<OpenAiMessage[]> {
  if (typeof input === 'string') return [{ role: 'user', content: input }]
  const runIds = new Set(input.flatMap((item) => (isReference(item) ? (parseItemId(item.id)?.runId ?? []) : [])))
  const texts = runIds.size === 0 ? new Map() : await api.backend.textsOf({ ...scope, runIds: [...runIds] })
  return input.flatMap((item): OpenAiMessage[] => {
    if (isReference(item)) return referred(item.id, texts)
    return isMessage(item) ? [item] : []
  })
}

const isReference = (item: ResponseItem): item is Extract<ResponseItem, { type: 'item_reference' }> =>
  item.type === 'item_reference'

const isMessage = (item: ResponseItem): item is Extract<ResponseItem, { role: unknown }> =>
  'role' in item && (item.type ?? 'message') === 'message'

/** The id of a run's answer, or with `part` of a message of its input: `in` is the message that the run answers. */
export const messageItemId = (runId: string, part?: 'in' | number): string =>
  part === undefined ? `msg_${runId}` : `msg_${runId}_${part}`

export function runOfItem(id: string): { runId: string; isAnswer: boolean } | null {
  const parsed = parseItemId(id)
  return parsed && { runId: parsed.runId, isAnswer: parsed.index === null }
}

/** `msg_<run>` is its answer, `msg_<run>_<n>` the n-th message of its input, `rs_<run>` its reasoning. */
function parseItemId(id: string): { kind: string; runId: string; index: number | null } | null {
  const [, kind = '', runId = '', index] = /^(msg|rs)_([^_]+)(?:_(\d{1,4}|in))?$/.exec(id) ?? []
  if (!Id.safeParse(runId).success) return null
  if (index === undefined) return { kind, runId, index: null }
  return { kind, runId, index: index === 'in' ? -1 : Number(index) }
}

function referred(id: string, texts: ReadonlyMap<string, RunTexts>): OpenAiMessage[] {
  const parsed = parseItemId(id)
  const runTexts = parsed && texts.get(parsed.runId)
  if (!parsed || !runTexts) throw missing(id)
  if (parsed.kind === 'rs') return []
  if (parsed.index === null) return [{ role: 'assistant', content: runTexts.answer }]
  const turn = runTexts.turns.at(parsed.index)
  if (!turn) throw missing(id)
  return [{ ...turn }]
}

function missing(id: string): AppError {
  const itemMissing = problem('openai.itemMissing', { id })
  return new AppError('NOT_FOUND', itemMissing, { details: { at: 'input', code: null, message: itemMissing.message } })
}
