import type { ChatChunk } from '@/lib/engine/ports'

/** Begins a call; the signal ends it. */
export type Contender = (signal: AbortSignal) => AsyncIterable<ChatChunk>

/** The first chunk that is more than a decision, with the decisions before it; or the failure. */
type Word = { lane: Lane; said: ChatChunk[]; result: IteratorResult<ChatChunk> } | { lane: Lane; error: unknown }

interface Hedge {
  afterMs: number
  signal: AbortSignal
  /** Told when the second one is asked. */
  onHedge(): ChatChunk
}

/**
 * Asks the first; when it has said nothing after `afterMs`, asks the second as well, goes on with whichever speaks first
 * and ends the other (hedged requests: Dean and Barroso, “The Tail at Scale”, 2013).
 * @throws what the first threw, when it fails before the second is asked or both fail
 */
export async function* firstToSpeak(
  first: Contender,
  second: Contender,
  { afterMs, signal, onHedge }: Hedge,
): AsyncIterable<ChatChunk> {
  const one = new Lane(first, signal)
  const early = await within(one.word, afterMs)
  if (early) {
    yield* follow(early)
    return
  }
  let goesOn = false
  try {
    yield onHedge()
    goesOn = true
  } finally {
    // A reader that leaves at this word leaves nobody behind who is still being asked.
    if (!goesOn) await one.stop()
  }
  const two = new Lane(second, signal)
  const winner = await firstSuccess(one, two)
  await (winner.lane === one ? two : one).stop()
  yield* follow(winner)
}

/** One of the calls. It runs from the moment it is made. */
class Lane {
  readonly iterator: AsyncIterator<ChatChunk>
  readonly word: Promise<Word>
  private readonly controller = new AbortController()

  constructor(contender: Contender, signal: AbortSignal) {
    this.iterator = contender(AbortSignal.any([signal, this.controller.signal]))[Symbol.asyncIterator]()
    this.word = this.firstWord()
  }

  async stop(): Promise<void> {
    this.controller.abort(new Error('Another model was faster.'))
    await this.word
    await this.iterator.return?.()
  }

  /** Never rejects, so that a call nobody listens to any more fails in silence. */
  private async firstWord(): Promise<Word> {
    const said: ChatChunk[] = []
    try {
      for (;;) {
        const result = await this.iterator.next()
        if (result.done || result.value.type !== 'decision') return { lane: this, said, result }
        said.push(result.value)
      }
    } catch (error) {
      return { lane: this, error }
    }
  }
}

async function firstSuccess(one: Lane, two: Lane): Promise<Word> {
  const winner = await Promise.race([one.word, two.word])
  if (!('error' in winner)) return winner
  const other = await (winner.lane === one ? two : one).word
  return 'error' in other ? await one.word : other
}

async function* follow(word: Word): AsyncIterable<ChatChunk> {
  if ('error' in word) throw word.error
  try {
    yield* word.said
    for (let { result } = word; !result.done; result = await word.lane.iterator.next()) yield result.value
  } finally {
    await word.lane.iterator.return?.()
  }
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
