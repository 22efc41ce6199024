import 'server-only'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import { type ActiveRun, isEnd } from './active-runs'

type Batch = readonly StoredRunEvent[]

interface Place {
  afterSeq: number
  signal: AbortSignal
  /** Reads the rest of the run when the drive in this process ends before the run. */
  elsewhere: (afterSeq: number) => AsyncIterable<Batch>
}

/**
 * The events of a run that this process drives, up to its end. A custom iterator, like `mapped`, because nearly all
 * streams are read through it. Needs no messages of other processes.
 */
export function followDriven(active: ActiveRun, place: Place): AsyncIterable<Batch> {
  return { [Symbol.asyncIterator]: () => new DrivenBatches(active, place) }
}

class DrivenBatches implements AsyncIterator<Batch, undefined> {
  #source: AsyncIterator<Batch>
  #last: number
  #isHere = true
  #isOver = false

  constructor(
    active: ActiveRun,
    private readonly place: Place,
  ) {
    this.#last = place.afterSeq
    this.#source = active.follow(place.afterSeq, place.signal)
  }

  next(): Promise<IteratorResult<Batch, undefined>> {
    return this.#isOver ? this.return() : this.#source.next().then(this.#take)
  }

  async return(): Promise<IteratorResult<Batch, undefined>> {
    this.#isOver = true
    await this.#source.return?.()
    return DONE
  }

  readonly #take = (
    result: IteratorResult<Batch>,
  ): IteratorResult<Batch, undefined> | Promise<IteratorResult<Batch, undefined>> => {
    if (result.done) return this.#isHere && !this.place.signal.aborted ? this.#leaveHere() : DONE
    const last = result.value.at(-1)
    this.#last = last?.seq ?? this.#last
    this.#isOver ||= last !== undefined && isEnd(last)
    return result
  }

  #leaveHere(): Promise<IteratorResult<Batch, undefined>> {
    this.#isHere = false
    this.#source = this.place.elsewhere(this.#last)[Symbol.asyncIterator]()
    return this.next()
  }
}

const DONE = { done: true, value: undefined } as const
