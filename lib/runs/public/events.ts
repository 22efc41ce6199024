import 'server-only'
import type { PublicEvent, PublicRun, PublicUsage } from '@/lib/contracts/public'
import { mapped } from '@/lib/core/iterables/mapped-items'
import type { SourceDetail } from '@/lib/core/knowledge/source-detail'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { isQuoted } from '@/lib/engine/quoted-answer'
import { REASONING_PORT } from '@/lib/engine/reasoning-port'
import { pathKey } from '@/lib/engine/state/path-key'
import type { Plan } from '@/lib/graph/plan'
import { answerStreams } from '@/lib/graph/plan/answer-streams'
import { resultOf } from '@/lib/services/runs/run-result'
import { toPublicError } from '@/lib/services/runs/to-public-error'
import type { PublicEnd, PublicStreamItem } from './run-types'

export interface PublicStream {
  plan: Plan
  runId: string
  requestId: string
  /** Sources of the app. */
  sources: SourceDetail
  /** Events up to this one are skipped in the output, but still read, so that their text is known. */
  afterSeq?: number
  /** Whether end users see the model's reasoning. */
  showsReasoning?: boolean
  /** Called after the run's end, when the totals are stored. */
  usage(): PublicUsage | Promise<PublicUsage>
}

/**
 * The events of a run that are visible outside: the text of its answer as it streams, and the result. With several
 * answers only the first streams; `run.completed` contains the complete text.
 */
export function toPublicEvents(
  batches: AsyncIterable<readonly StoredRunEvent[]>,
  stream: PublicStream,
): AsyncIterable<readonly PublicStreamItem[]> {
  const { afterSeq = 0 } = stream
  const read = eventReader(stream)
  return mapped(batches, async (batch) => {
    const items: PublicStreamItem[] = []
    const add = (seq: number, publicEvents: readonly PublicEvent[]) => {
      for (let part = 0; part < publicEvents.length; part += 1) {
        const event = publicEvents[part]
        if (event && seq > afterSeq) items.push({ seq, part, event })
      }
    }
    for (const { seq, event } of batch)
      add(seq, event.type === 'run-end' || event.type === 'run-error' ? await read.end(event) : read.next(event))
    return items
  })
}

const NOTHING: readonly PublicEvent[] = []

type EndEvent = Extract<RunEvent, { type: 'run-end' | 'run-error' }>

function eventReader(stream: PublicStream) {
  const answerNodes = answerNodesOf(stream.plan)
  const pauseOf = watchPauses()
  const flags = new AnswerFlags(answerNodes, stream.showsReasoning)
  const answer = followAnswer(answerNodes, stream.showsReasoning)
  return {
    next(event: RunEvent): readonly PublicEvent[] {
      if (event.type === 'run-start') return [{ type: 'run.started', runId: stream.runId }]
      flags.see(event)
      const pause = pauseOf(event)
      return pause ? [pause] : answer.read(event)
    },
    /** Waits for the totals of the run. */
    end: (event: EndEvent) => endOf(event, { sent: answer.sent(), flags: flags.found() }, stream),
  }
}

/** Tracks the answer's text as it grows, is reset partially, or restarts. */
function followAnswer(answerNodes: ReadonlySet<string>, showsReasoning = false) {
  let sent = ''
  const streamedNodes = new Set<string>()
  // Restarted by a process that took the run over: the node's text will be repeated.
  const isRestart = (event: RunEvent) => event.type === 'node-start' && streamedNodes.has(event.nodeId)
  const isAnswerNode = (event: { path: string[]; nodeId: string }) =>
    event.path.length === 1 && answerNodes.has(event.nodeId)
  const addDelta = (event: Extract<RunEvent, { type: 'node-delta' }>): readonly PublicEvent[] => {
    if (event.port === REASONING_PORT) return showsReasoning ? [{ type: 'reasoning.delta', text: event.text }] : NOTHING
    sent += event.text
    streamedNodes.add(event.nodeId)
    return [{ type: 'answer.delta', text: event.text }]
  }
  return {
    sent: () => sent,
    read(event: RunEvent): readonly PublicEvent[] {
      if (event.type === 'node-delta' && isAnswerNode(event)) return addDelta(event)
      const isRewind = event.type === 'node-rewind'
      const takesTextBack = isRewind || event.type === 'node-retry' || (event.type === 'node-start' && isRestart(event))
      if (!takesTextBack || !isAnswerNode(event) || sent === '') return NOTHING
      sent = isRewind ? sent.slice(0, Math.max(0, sent.length - event.characters)) : ''
      if (!isRewind) streamedNodes.clear()
      return [{ type: 'answer.reset' }, ...(sent === '' ? [] : [{ type: 'answer.delta' as const, text: sent }])]
    },
  }
}

/** Tracks open pauses. A pause for reconnecting a service is reported like an approval. @returns the public event */
function watchPauses(): (event: RunEvent) => PublicEvent | null {
  const openQuestions = new Map<string, 'approval' | 'timer'>()
  const keyOf = ({ path, key }: { path: string[]; key: string }) => `${pathKey(path)}#${key}`
  return (event) => {
    if (event.type === 'node-pause')
      openQuestions.set(keyOf(event), event.request.kind === 'timer' ? 'timer' : 'approval')
    if (event.type === 'node-resume') openQuestions.delete(keyOf(event))
    if (event.type === 'run-resume' && event.reason === 'answer') return { type: 'run.resumed' }
    if (event.type !== 'run-pause') return null
    return { type: 'run.paused', reason: [...openQuestions.values()].includes('approval') ? 'approval' : 'timer' }
  }
}

async function endOf(
  event: EndEvent,
  answer: { sent: string; flags: PublicAnswerFlags },
  stream: PublicStream,
): Promise<PublicEvent[]> {
  if (event.type === 'run-error') return [{ type: 'run.failed', error: toPublicError(event.error, stream.requestId) }]
  const result = resultOf(event.outputs, stream.sources)
  // Answers that did not stream, such as a template's, still reach readers that follow deltas only.
  const rest = remainderOf(result.answer ?? '', answer.sent)
  return [
    ...(rest === '' ? [] : [{ type: 'answer.delta' as const, text: rest }]),
    ...(result.citations.length === 0 ? [] : [{ type: 'answer.citations' as const, citations: result.citations }]),
    { type: 'run.completed', ...result, ...answer.flags, usage: await stream.usage() },
  ]
}

/**
 * The last public event, for readers that need no other. @param events all events of the run @returns null if the run
 * has not ended
 */
export function publicEnd(
  events: readonly StoredRunEvent[],
  {
    plan,
    requestId,
    sources,
    usage,
    showsReasoning,
  }: Pick<PublicStream, 'plan' | 'requestId' | 'sources' | 'showsReasoning'> & {
    usage: PublicUsage
  },
): PublicEnd | null {
  const end = events.at(-1)?.event
  if (end?.type === 'run-error') return { type: 'run.failed', error: toPublicError(end.error, requestId) }
  if (end?.type !== 'run-end') return null
  const flags = answerFlagsOf(plan, events, showsReasoning)
  return { type: 'run.completed', ...resultOf(end.outputs, sources), ...flags, usage }
}

type PublicAnswerFlags = Pick<PublicRun, 'quoted' | 'finishReason' | 'reasoning'>

/** The flags of a finished run's answer, from all its events. */
export function answerFlagsOf(
  plan: Plan,
  events: readonly StoredRunEvent[],
  showsReasoning = false,
): PublicAnswerFlags {
  const flags = new AnswerFlags(answerNodesOf(plan), showsReasoning)
  for (const { event } of events) flags.see(event)
  return flags.found()
}

/** Whether the answer quotes passages instead of a model's text, and whether it was truncated. */
class AnswerFlags {
  readonly #models: string[] = []
  /** Allocated only for the few truncated answers. */
  #cut: Set<string> | null = null

  /** Reasoning by node id, like `#cut`. */
  #reasoning: Map<string, string> | null = null

  constructor(
    private readonly answerNodes: ReadonlySet<string>,
    private readonly showsReasoning = false,
  ) {}

  see(event: RunEvent): void {
    if (event.type === 'node-usage') {
      if (this.#isAnswerNode(event)) this.#models.push(event.usage.model)
    } else if (event.type === 'node-cut') {
      if (this.#isAnswerNode(event)) this.#cut = (this.#cut ?? new Set()).add(event.nodeId)
    } else if (event.type === 'node-reasoning') {
      if (this.showsReasoning && this.#isAnswerNode(event)) this.#addReasoning(event)
    } else if ((this.#cut ?? this.#reasoning) && (event.type === 'node-start' || event.type === 'node-retry')) {
      if (this.#isAnswerNode(event)) this.#forget(event.nodeId)
    }
  }

  #addReasoning({ nodeId, text }: { nodeId: string; text: string }): void {
    this.#reasoning ??= new Map()
    const earlierText = this.#reasoning.get(nodeId)
    this.#reasoning.set(nodeId, earlierText === undefined ? text : `${earlierText}\n\n${text}`)
  }

  #forget(nodeId: string): void {
    this.#cut?.delete(nodeId)
    this.#reasoning?.delete(nodeId)
  }

  found(): PublicAnswerFlags {
    return {
      ...(isQuoted(this.#models) ? { quoted: true } : {}),
      ...(this.#cut && this.#cut.size > 0 ? { finishReason: 'length' } : {}),
      ...(this.#reasoning && this.#reasoning.size > 0 ? { reasoning: [...this.#reasoning.values()].join('\n\n') } : {}),
    }
  }

  #isAnswerNode({ path, nodeId }: { path: string[]; nodeId: string }): boolean {
    return path.length === 1 && this.answerNodes.has(nodeId)
  }
}

/** Ids of the nodes whose streamed text is the beginning of the answer. */
function answerNodesOf(plan: Plan): ReadonlySet<string> {
  const cached = knownAnswerNodes.get(plan)
  if (cached) return cached
  const [first] = answerStreams(plan)
  const answerNodes = new Set((first?.sources ?? []).flatMap(({ step }) => plan.nodes[step]?.id ?? []))
  knownAnswerNodes.set(plan, answerNodes)
  return answerNodes
}

/** Plans are immutable. */
const knownAnswerNodes = new WeakMap<Plan, ReadonlySet<string>>()

function remainderOf(answer: string, sent: string): string {
  return answer.startsWith(sent) ? answer.slice(sent.length) : ''
}
