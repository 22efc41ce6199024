import 'server-only'
import { AnswerRestarted } from './answer-restarted'

/** More events than an attempt can have. */
const ATTEMPT = 1_000_000

/**
 * Numbers the events of an answer so that the same run gives the same numbers to every reader, whatever each was sent of
 * earlier attempts: each attempt of the answering step has numbers of its own, and what it repeats is counted.
 */
export class AttemptNumbers {
  #attempt = 0
  #last: number

  /**
   * @param first the number of the first event
   * @param after the last number that the reader was sent before; less than `first`: none
   */
  constructor(
    private readonly first: number,
    private readonly after: number,
  ) {
    this.#last = first - 1
  }

  /** @returns the number of the next event, or null where the reader was sent it before */
  next(): number | null {
    this.#last += 1
    return this.#last > this.after ? this.#last : null
  }

  /** @throws AnswerRestarted where the reader was sent text that was not stored: how the new attempt continues it is not known */
  retry(): void {
    if (this.#attempt === this.#attemptOfReader() && this.after > this.#last) throw new AnswerRestarted()
    this.#attempt += 1
    this.#last = this.#attempt * ATTEMPT + this.first - 1
  }

  /** @throws AnswerRestarted unless the reader was sent text of this attempt already */
  replace(): void {
    if (this.#attemptOfReader() < this.#attempt) throw new AnswerRestarted()
  }

  #attemptOfReader(): number {
    return Math.floor(Math.max(0, this.after) / ATTEMPT)
  }
}
