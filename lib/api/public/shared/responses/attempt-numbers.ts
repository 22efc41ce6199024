import 'server-only'
import { AnswerRestarted } from './answer-restarted'

/** More events than an attempt can have. */
const ATTEMPT = 1_000_000

/**
 * Numbers the events of an answer. Every reader of a run gets the same numbers, whatever it received of
 * earlier attempts, because each attempt has its own range and repeated events are counted.
 */
export class AttemptNumbers {
  #attempt = 0
  #last: number

  /**
   * @param first number of the first event
   * @param after the last number that the reader received; less than `first` if it received none
   */
  constructor(
    private readonly first: number,
    private readonly after: number,
  ) {
    this.#last = first - 1
  }

  /** @returns the number of the next event, or null if the reader has already received it */
  next(): number | null {
    this.#last += 1
    return this.#last > this.after ? this.#last : null
  }

  /**
   * @throws AnswerRestarted if the reader has text that was not stored: it is unknown how the new
   * attempt continues it
   */
  retry(): void {
    if (this.#attempt === this.#attemptOfReader() && this.after > this.#last) throw new AnswerRestarted()
    this.#attempt += 1
    this.#last = this.#attempt * ATTEMPT + this.first - 1
  }

  /** @throws AnswerRestarted unless the reader already has text of this attempt */
  replace(): void {
    if (this.#attemptOfReader() < this.#attempt) throw new AnswerRestarted()
  }

  #attemptOfReader(): number {
    return Math.floor(Math.max(0, this.after) / ATTEMPT)
  }
}
