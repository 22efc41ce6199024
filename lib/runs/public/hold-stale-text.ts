import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { LEASE_SECONDS } from '../drive/claim-run'
import type { PublicStreamItem } from './run-types'

type Batch = readonly PublicStreamItem[]
type Owner = { id: string; seenAtMs: number } | null

const POLL_INTERVAL_MS = 1_000
/** The runs of a dead process are recovered by then. */
const MAX_HOLD_MS = (LEASE_SECONDS + 10) * 1_000

/**
 * Delays the stored text of an unfinished answer until an event follows or the driving process shows a new heartbeat.
 * If that process crashed, the next event resets the text, and readers that cannot handle a reset never see it.
 */
export async function* holdStaleText(
  batches: AsyncIterable<Batch>,
  ownerOf: () => Promise<Owner>,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const source = batches[Symbol.asyncIterator]()
  try {
    const first = await nextOf(source)
    if (first.done) return
    if (endsInText(first.value)) yield* withheld(first.value, source, { ownerOf, signal })
    else yield first.value
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  } finally {
    await source.return?.()
  }
}

interface Watch {
  ownerOf: () => Promise<Owner>
  signal: AbortSignal
}

/** The text and the next events: separate if the driver is alive, otherwise together. */
async function* withheld(text: Batch, source: AsyncIterator<Batch>, watch: Watch): AsyncGenerator<Batch> {
  const following = nextOf(source)
  const raceEnd = new AbortController()
  const isWithheld = await Promise.race([
    following.then(() => true),
    showsLife({ ...watch, signal: AbortSignal.any([watch.signal, raceEnd.signal]) }).then(() => false),
  ]).finally(() => raceEnd.abort())
  if (!isWithheld) yield text
  const { done, value } = await following
  if (isWithheld) yield done ? text : [...text, ...value]
  else if (!done) yield value
}

/** The next non-empty batch. */
async function nextOf(source: AsyncIterator<Batch>): Promise<IteratorResult<Batch>> {
  let next = await source.next()
  while (!next.done && next.value.length === 0) next = await source.next()
  return next
}

function endsInText(items: Batch): boolean {
  const last = items.at(-1)?.event.type
  return last === 'answer.delta' || last === 'answer.reset'
}

/** Resolves once the same process has shown a heartbeat, or after the maximum recovery time. */
async function showsLife({ ownerOf, signal }: Watch): Promise<void> {
  const first = await ownerOf()
  const untilMs = Date.now() + MAX_HOLD_MS
  while (!signal.aborted && Date.now() < untilMs) {
    await sleep(POLL_INTERVAL_MS, undefined, { signal, ref: false }).catch(() => undefined)
    const now = signal.aborted ? null : await ownerOf()
    if (first && now?.id === first.id && now.seenAtMs > first.seenAtMs) return
  }
}
