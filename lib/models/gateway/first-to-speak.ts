import type { ChatChunk, ChatReader } from '@/lib/engine/ports'

/** Begins a call; the signal ends it. */
export type Contender = (signal: AbortSignal, tell: ChatReader) => Promise<void>

interface Hedge {
  afterMs: number
  signal: AbortSignal
  /** Told when the second one is asked. */
  onHedge(): void
}

/**
 * Asks the first; when it has said nothing after `afterMs`, asks the second as well, goes on with whichever speaks first
 * and ends the other (hedged requests: Dean and Barroso, “The Tail at Scale”, 2013).
 * @throws what the first threw, when it fails before the second is asked or both fail
 */
export async function firstToSpeak(
  first: Contender,
  second: Contender,
  { afterMs, signal, onHedge }: Hedge,
  tell: ChatReader,
): Promise<void> {
  const one = new Lane(first, signal)
  const early = await within(one.word, afterMs)
  if (early) return one.follow(tell)
  try {
    onHedge()
  } catch (left) {
    // A reader that leaves at this word leaves nobody behind who is still being asked.
    await one.stop()
    throw left
  }
  const two = new Lane(second, signal)
  const winner = await firstSuccess(one, two)
  await (winner === one ? two : one).stop()
  await winner.follow(tell)
}

/** What became of a call so far: `spoke` is more than a decision, or an end without a word. */
type Word = 'spoke' | 'failed'

/** One of the calls. It runs from the moment it is made, and is heard once it is followed. */
class Lane {
  readonly #word = Promise.withResolvers<Word>()
  readonly #controller = new AbortController()
  readonly #over: Promise<void>
  readonly #said: ChatChunk[] = []
  #follower: ChatReader | null = null

  constructor(contender: Contender, signal: AbortSignal) {
    this.#over = contender(AbortSignal.any([signal, this.#controller.signal]), (chunk) => this.#hear(chunk))
    this.#over.then(
      () => this.#word.resolve('spoke'),
      () => this.#word.resolve('failed'),
    )
  }

  /** Never rejects, so that a call nobody listens to any more fails in silence. */
  get word(): Promise<Word> {
    return this.#word.promise
  }

  /** Tells what was said and what follows. @throws what the call throws */
  async follow(tell: ChatReader): Promise<void> {
    try {
      for (const chunk of this.#said) tell(chunk)
    } catch (left) {
      await this.stop()
      throw left
    }
    this.#follower = tell
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

/** The first one that speaks; when both fail, the first of them. */
async function firstSuccess(one: Lane, two: Lane): Promise<Lane> {
  const [winner, other] = await Promise.race([
    one.word.then(() => [one, two] as const),
    two.word.then(() => [two, one] as const),
  ])
  if ((await winner.word) === 'spoke') return winner
  return (await other.word) === 'spoke' ? other : one
}

async function within(word: Promise<Word>, ms: number): Promise<Word | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null)
  })
  try {
    return await Promise.race([word, late])
  } finally {
    clearTimeout(timer)
  }
}
