import 'server-only'
import { z } from 'zod'
import { PublicCitation, type PublicEvent, type PublicRun, type PublicUsage } from '@/lib/contracts/public'
import type { JsonObject } from '@/lib/core/json'
import { LazyMap } from '@/lib/core/lazy-map'
import { mapped } from '@/lib/core/mapped-items'
import type { SourceDetail } from '@/lib/core/source-detail'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { pathKey } from '@/lib/engine/path-key'
import { isQuoted } from '@/lib/engine/quoted-answer'
import { answerStreams } from '@/lib/graph/answer-streams'
import type { Plan } from '@/lib/graph/plan'
import { limitSources } from './limit-sources'
import type { PublicEnd, PublicStreamItem } from './public-run-types'
import { toPublicError } from './to-public-error'

export interface PublicStream {
  plan: Plan
  runId: string
  requestId: string
  /** Of the app. */
  sources: SourceDetail
  /** What came up to here is left out; it is read all the same, so that its text is known. */
  afterSeq?: number
  /** Asked after the run's end, when the totals are stored. */
  usage(): PublicUsage | Promise<PublicUsage>
}

/**
 * What a stranger may see of a run: the text of its answer as it grows, and how it ended.
 * With several answers only the first streams; the whole text comes with `run.completed`.
 */
export function toPublicEvents(
  batches: AsyncIterable<readonly StoredRunEvent[]>,
  stream: PublicStream,
): AsyncIterable<readonly PublicStreamItem[]> {
  const { afterSeq = 0 } = stream
  const read = eventReader(stream)
  return mapped(batches, (batch) => {
    const items: PublicStreamItem[] = []
    const add = (seq: number, shown: readonly PublicEvent[]) => {
      for (let part = 0; part < shown.length; part += 1) {
        const event = shown[part]
        if (event && seq > afterSeq) items.push({ seq, part, event })
      }
      return items
    }
    for (const { seq, event } of batch) {
      const found = read(event)
      // The end, after which nothing comes, is the only one that is waited for.
      if (found instanceof Promise) return found.then((end) => add(seq, end))
      if (found.length > 0) add(seq, found)
    }
    return items
  })
}

const NOTHING: readonly PublicEvent[] = []

/** @returns what strangers see of the next event; of the last one only when its totals are known */
function eventReader(stream: PublicStream): (event: RunEvent) => readonly PublicEvent[] | Promise<PublicEvent[]> {
  const speakers = answerSpeakers(stream.plan)
  const pauseOf = watchPauses()
  const models: string[] = []
  const answer = followAnswer(speakers)
  return (event) => {
    if (event.type === 'run-start') return [{ type: 'run.started', runId: stream.runId }]
    if (event.type === 'run-end' || event.type === 'run-error')
      return endOf(event, { sent: answer.sent(), isQuoted: isQuoted(models) }, stream)
    if (speaks(event, speakers)) models.push(event.usage.model)
    const pause = pauseOf(event)
    return pause ? [pause] : answer.read(event)
  }
}

/** The answer's text as it grows, is taken back in part, or begins anew. */
function followAnswer(speakers: ReadonlySet<string>) {
  let sent = ''
  const spoken = new Set<string>()
  // Started again by a process that took the run over: what the node has said will be said anew.
  const isRestart = (event: RunEvent) => event.type === 'node-start' && spoken.has(event.nodeId)
  const isSpoken = (event: { path: string[]; nodeId: string }) => event.path.length === 1 && speakers.has(event.nodeId)
  return {
    sent: () => sent,
    read(event: RunEvent): readonly PublicEvent[] {
      if (event.type === 'node-delta' && isSpoken(event)) {
        sent += event.text
        spoken.add(event.nodeId)
        return [{ type: 'answer.delta', text: event.text }]
      }
      const isRewind = event.type === 'node-rewind'
      if (!(isRewind || event.type === 'node-retry' || (event.type === 'node-start' && isRestart(event))))
        return NOTHING
      if (!isSpoken(event) || sent === '') return NOTHING
      sent = isRewind ? sent.slice(0, Math.max(0, sent.length - event.characters)) : ''
      if (!isRewind) spoken.clear()
      return [{ type: 'answer.reset' }, ...(sent === '' ? [] : [{ type: 'answer.delta' as const, text: sent }])]
    },
  }
}

/** @returns what the next event means for who waits: that nothing goes on and why, or that it does again. */
function watchPauses(): (event: RunEvent) => PublicEvent | null {
  const open = new LazyMap<string, 'approval' | 'timer'>()
  const keyOf = ({ path, key }: { path: string[]; key: string }) => `${pathKey(path)}#${key}`
  return (event) => {
    if (event.type === 'node-pause') open.set(keyOf(event), event.request.kind)
    if (event.type === 'node-resume') open.delete(keyOf(event))
    if (event.type === 'run-resume' && event.reason === 'answer') return { type: 'run.resumed' }
    if (event.type !== 'run-pause') return null
    return { type: 'run.paused', reason: [...open.values()].includes('approval') ? 'approval' : 'timer' }
  }
}

function endOf(
  event: Extract<RunEvent, { type: 'run-end' | 'run-error' }>,
  answer: { sent: string; isQuoted: boolean },
  stream: PublicStream,
): PublicEvent[] | Promise<PublicEvent[]> {
  if (event.type === 'run-error') return [{ type: 'run.failed', error: toPublicError(event.error, stream.requestId) }]
  const result = resultOf(event.outputs, stream.sources)
  // Answers that did not stream, such as a template's, still reach readers that follow deltas only.
  const rest = remainderOf(result.answer ?? '', answer.sent)
  const eventsWith = (usage: PublicUsage): PublicEvent[] => [
    ...(rest === '' ? [] : [{ type: 'answer.delta' as const, text: rest }]),
    ...(result.citations.length === 0 ? [] : [{ type: 'answer.citations' as const, citations: result.citations }]),
    { type: 'run.completed', ...result, ...quotedFlag(answer.isQuoted), usage },
  ]
  const usage = stream.usage()
  return usage instanceof Promise ? usage.then(eventsWith) : eventsWith(usage)
}

/** The last of these events at once, for who reads no other. null: the run has not ended. @param events all of the run's */
export function publicEnd(
  events: readonly StoredRunEvent[],
  { plan, requestId, sources, usage }: Pick<PublicStream, 'plan' | 'requestId' | 'sources'> & { usage: PublicUsage },
): PublicEnd | null {
  const end = events.at(-1)?.event
  if (end?.type === 'run-error') return { type: 'run.failed', error: toPublicError(end.error, requestId) }
  if (end?.type !== 'run-end') return null
  return { type: 'run.completed', ...resultOf(end.outputs, sources), ...quotedFlagOf(plan, events), usage }
}

/** Whether the answer of a run that is over is made of quotes, from all its events. */
export function quotedFlagOf(plan: Plan, events: readonly StoredRunEvent[]): { quoted?: true } {
  const speakers = answerSpeakers(plan)
  const models: string[] = []
  for (const { event } of events) if (speaks(event, speakers)) models.push(event.usage.model)
  return quotedFlag(isQuoted(models))
}

const quotedFlag = (quoted: boolean): { quoted?: true } => (quoted ? { quoted } : {})

function speaks(event: RunEvent, speakers: ReadonlySet<string>): event is Extract<RunEvent, { type: 'node-usage' }> {
  return event.type === 'node-usage' && event.path.length === 1 && speakers.has(event.nodeId)
}

/** Ids of the nodes whose text, as it streams, is the beginning of the answer. */
function answerSpeakers(plan: Plan): ReadonlySet<string> {
  const known = speakersOf.get(plan)
  if (known) return known
  const [first] = answerStreams(plan)
  const speakers = new Set((first?.sources ?? []).flatMap(({ step }) => plan.nodes[step]?.id ?? []))
  speakersOf.set(plan, speakers)
  return speakers
}

/** Plans do not change. */
const speakersOf = new WeakMap<Plan, ReadonlySet<string>>()

function remainderOf(answer: string, sent: string): string {
  return answer.startsWith(sent) ? answer.slice(sent.length) : ''
}

const Citations = z.array(z.object(PublicCitation.shape)).catch([])

/**
 * The named parts of a run's outputs, for people and for programs. Every public API gets citations from here, so that the
 * app's Sources setting holds for all of them.
 */
export function resultOf(
  stored: JsonObject,
  sources: SourceDetail,
): Pick<PublicRun, 'answer' | 'outputs' | 'citations'> {
  const outputs = limitSources(stored, sources)
  const text = outputs.text
  return {
    answer: typeof text === 'string' ? text : null,
    outputs,
    citations: outputs.citations === undefined ? [] : Citations.parse(outputs.citations),
  }
}
