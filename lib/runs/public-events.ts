import 'server-only'
import { z } from 'zod'
import {
  PublicCitation,
  type PublicError,
  type PublicEvent,
  type PublicRun,
  type PublicUsage,
} from '@/lib/contracts/public'
import type { JsonObject } from '@/lib/core/json'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunError, RunEvent } from '@/lib/engine/events'
import { answerStreams } from '@/lib/graph/answer-streams'
import type { Plan } from '@/lib/graph/plan'
import type { PublicStreamItem } from './public-backend-types'

export interface PublicStream {
  plan: Plan
  runId: string
  requestId: string
  /** Asked after the run's end, when the totals are stored. */
  usage(): Promise<PublicUsage>
}

/**
 * What a stranger may see of a run: the text of its answer as it grows, and how it ended.
 * With several answers only the first streams; the whole text comes with `run.completed`.
 */
export async function* toPublicEvents(
  events: AsyncIterable<StoredRunEvent>,
  stream: PublicStream,
): AsyncGenerator<PublicStreamItem> {
  const speakers = answerSpeakers(stream.plan)
  let sent = ''
  for await (const { seq, event } of events) {
    if (event.type === 'run-start') yield { seq, part: 0, event: { type: 'run.started', runId: stream.runId } }
    if (event.type === 'node-delta' && event.path.length === 1 && speakers.has(event.nodeId)) {
      sent += event.text
      yield { seq, part: 0, event: { type: 'answer.delta', text: event.text } }
    }
    if (event.type === 'node-retry' && event.path.length === 1 && speakers.has(event.nodeId) && sent !== '') {
      sent = ''
      yield { seq, part: 0, event: { type: 'answer.reset' } }
    }
    if (event.type !== 'run-end' && event.type !== 'run-error') continue
    for (const [part, last] of (await endOf(event, sent, stream)).entries()) yield { seq, part, event: last }
  }
}

async function endOf(
  event: Extract<RunEvent, { type: 'run-end' | 'run-error' }>,
  sent: string,
  stream: PublicStream,
): Promise<PublicEvent[]> {
  if (event.type === 'run-error') return [{ type: 'run.failed', error: publicError(event.error, stream.requestId) }]
  const result = resultOf(event.outputs)
  // Answers that did not stream, such as a template's, still reach readers that follow deltas only.
  const rest = remainderOf(result.answer ?? '', sent)
  return [
    ...(rest === '' ? [] : [{ type: 'answer.delta' as const, text: rest }]),
    ...(result.citations.length === 0 ? [] : [{ type: 'answer.citations' as const, citations: result.citations }]),
    { type: 'run.completed', ...result, usage: await stream.usage() },
  ]
}

/** Ids of the nodes whose text, as it streams, is the beginning of the answer. */
function answerSpeakers(plan: Plan): Set<string> {
  const [first] = answerStreams(plan)
  return new Set((first?.sources ?? []).flatMap(({ step }) => plan.nodes[step]?.id ?? []))
}

function remainderOf(answer: string, sent: string): string {
  return answer.startsWith(sent) ? answer.slice(sent.length) : ''
}

const Citations = z.array(z.object(PublicCitation.shape)).catch([])

/** The named parts of a run's outputs, for people and for programs. */
export function resultOf(outputs: JsonObject): Pick<PublicRun, 'answer' | 'outputs' | 'citations'> {
  const text = outputs.text
  return {
    answer: typeof text === 'string' ? text : null,
    outputs,
    citations: Citations.parse(outputs.citations ?? []),
  }
}

export function publicError(error: RunError, requestId: string): PublicError {
  const message = error.code === 'INTERNAL' ? 'Something went wrong on our side. Please try again.' : error.message
  return { code: error.code, message, requestId }
}
