import type { ChatChunk, ChatReader } from '@/lib/engine/model-requests'

/** Starts a call; the signal aborts it. */
export type HedgedCall = (signal: AbortSignal, emit: ChatReader) => Promise<void>

interface Hedge {
  afterMs: number
  signal: AbortSignal
  /** Called when the second call starts. */
  onHedge(): void
}

/**
 * Hedged request (Dean and Barroso, “The Tail at Scale”, 2013). If the first call emits nothing for
 * `afterMs`, starts a second one, continues with the call that emits first and aborts the other.
 * @throws the error of the first call, if it fails before the hedge or both fail
 */
export async function hedgedRequest(
  first: HedgedCall,
  second: HedgedCall,
  { afterMs, signal, onHedge }: Hedge,
  emit: ChatReader,
): Promise<void> {
  const one = new Lane(first, signal)
  const firstInTime = await firstWithin(one.word, afterMs)
  if (firstInTime) return one.follow(emit)
  try {
    onHedge()
  } catch (left) {
    // If the reader leaves at this event, no call may remain open.
    await one.stop()
    throw left
  }
  const two = new Lane(second, signal)
  const winner = await firstSuccess(one, two)
  await (winner === one ? two : one).stop()
  await winner.follow(emit)
}

/** State of a call: `spoke` means that it emitted more than a decision, or ended without output. */
type Word = 'spoke' | 'failed'

/** One of the calls. It runs from construction; its output is read once it is followed. */
class Lane {
  readonly #word = Promise.withResolvers<Word>()
  readonly #controller = new AbortController()
  readonly #over: Promise<void>
  readonly #said: ChatChunk[] = []
  #follower: ChatReader | null = null

  constructor(contender: HedgedCall, signal: AbortSignal) {
    this.#over = contender(AbortSignal.any([signal, this.#controller.signal]), (chunk) => this.#hear(chunk))
    this.#over.then(
      () => this.#word.resolve('spoke'),
      () => this.#word.resolve('failed'),
    )
  }

  /** Never rejects, so that a losing call fails silently. */
  get word(): Promise<Word> {
    return this.#word.promise
  }

  /** Replays the buffered output, then follows the rest. @throws the error of the call */
  async follow(emit: ChatReader): Promise<void> {
    try {
      for (const chunk of this.#said) emit(chunk)
    } catch (left) {
      await this.stop()
      throw left
    }
    this.#follower = emit
    await this.#over
  }

  async stop(): Promise<void> {
    this.#controller.abort(new Error('Another model was faster.'))
    await this.#over.catch(() => {})
  }

  #hear(chunk: ChatChunk): void {
    if (this.#follower) this.#follower(chunk)
    else {
      this.#said.push(chunk)
      if (chunk.type !== 'decision') this.#word.resolve('spoke')
    }
  }
}

/** Returns the call that emits first; if both fail, the first one. */
async function firstSuccess(one: Lane, two: Lane): Promise<Lane> {
  const [winner, other] = await Promise.race([
    one.word.then(() => [one, two] as const),
    two.word.then(() => [two, one] as const),
  ])
  if ((await winner.word) === 'spoke') return winner
  return (await other.word) === 'spoke' ? other : one
}

async function firstWithin(word: Promise<Word>, ms: number): Promise<Word | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timedOut = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null)
  })
  try {
    return await Promise.race([word, timedOut])
  } finally {
    clearTimeout(timer)
  }
}
