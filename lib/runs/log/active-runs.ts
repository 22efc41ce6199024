import 'server-only'
import type { AppError } from '@/lib/core/app-error'
import { storable } from '@/lib/core/storable'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import type { GivenAnswer } from '@/lib/engine/pauses/pause'
import { Stop } from '@/lib/engine/run/stop'
import { singleton } from '@/lib/platform/singleton'
import type { RunRow } from '@/lib/services/runs/run-row'
import { nextSeq } from './event-seq'
import { PassingMap } from './passing-map'
import { RunFollower } from './run-follower'

/** Per process; a waiting run takes a few kilobytes. */
export const MAX_ACTIVE_RUNS = 5_000

/** The open questions of a run, and the handler of their answers while its other branches continue. */
interface Answerable {
  open(): readonly { path: readonly string[]; key: string }[]
  /** @returns whether the answer is used now */
  take(answer: GivenAnswer): boolean
}

const NOTHING_PENDING: Answerable = { open: () => [], take: () => false }

/** A run driven by this process: its events since it was claimed, and the readers waiting for the next. */
export class ActiveRun {
  readonly events: StoredRunEvent[] = []
  /** Stops the run with an error for its caller. */
  readonly stop = new Stop()
  readonly settled = Promise.withResolvers<void>()
  /** The run's row at the start of the drive. */
  about: RunRow | null = null
  /** The current row of a run that this process drives from its beginning; includes the outcome once that is stored. */
  run: RunRow | null = null
  /** Set by the drive while it lasts. */
  answerable: Answerable = NOTHING_PENDING
  #lastSeq: number
  #isReleased = false
  #ended = false
  readonly #followers = new Set<RunFollower>()

  /**
   * @param baseSeq the number of the last event stored before this process claimed the run
   * @param from the events of this drive are numbered after this
   */
  constructor(
    readonly baseSeq = 0,
    from = baseSeq,
  ) {
    this.#lastSeq = from
  }

  /**
   * Numbers an event without showing it yet. Also removes NUL and lone surrogates from all stored events: a `json`
   * column accepts them, but reading it as `jsonb` would then fail for all of the app's runs.
   */
  number(newEvent: RunEvent): StoredRunEvent {
    const event = storable(newEvent)
    this.#lastSeq = nextSeq(this.#lastSeq, event.type === 'node-delta')
    return { seq: this.#lastSeq, event }
  }

  show(stored: StoredRunEvent): void {
    this.events.push(stored)
    this.#wakeAll()
  }

  /** This process no longer drives the run: it resumes elsewhere, or later, from its stored events. */
  release(reason: AppError): void {
    this.#isReleased = true
    this.stop.end(reason)
  }

  isReleased(): boolean {
    return this.#isReleased
  }

  /**
   * Resolves when this process no longer drives the run, or when `onDisconnect` calls back. @param onDisconnect returns its own
   * unsubscribe function
   */
  over(onDisconnect: (leave: () => void) => () => void): Promise<void> {
    return new Promise((resolve) => {
      const stop = onDisconnect(resolve)
      this.settled.promise.then(() => {
        stop()
        resolve()
      })
    })
  }

  end(): void {
    this.#ended = true
    this.answerable = NOTHING_PENDING
    this.#wakeAll()
    this.settled.resolve()
  }

  /**
   * Yields all events after `afterSeq` in one batch, then live ones until the drive ends or `signal` aborts. A slow
   * reader delays no others: it reads from the list.
   */
  follow(afterSeq: number, signal: AbortSignal): RunFollower {
    const follower = new RunFollower(this, this.#firstAfter(afterSeq), signal, this.#leave)
    this.#followers.add(follower)
    return follower
  }

  /** Whether there are readers. */
  isFollowed(): boolean {
    return this.#followers.size > 0
  }

  /** @returns the number of the previous event, or null for the first event of this drive */
  numberBefore(seq: number): number | null {
    return this.events[this.#firstAfter(seq - 1) - 1]?.seq ?? null
  }

  /** Whether this process has stopped driving the run. */
  hasEnded(): boolean {
    return this.#ended
  }

  /** @returns null if the run is complete, which it may be shortly before its drive ends */
  whenOver(): Promise<void> | null {
    const last = this.events.at(-1)
    return this.#ended || (last && isEnd(last)) ? null : this.settled.promise
  }

  /** Whether the list contains everything after `afterSeq`, up to the end of the run. */
  isWhole(afterSeq: number): boolean {
    const last = this.events.at(-1)
    return this.#ended && last !== undefined && isEnd(last) && afterSeq === 0 && this.baseSeq === 0
  }

  readonly #leave = (follower: RunFollower): void => {
    this.#followers.delete(follower)
  }

  #firstAfter(seq: number): number {
    let low = 0
    let high = this.events.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.events[middle]?.seq ?? 0) <= seq) low = middle + 1
      else high = middle
    }
    return low
  }

  #wakeAll(): void {
    for (const follower of this.#followers) follower.wake()
  }
}

export const isEnd = ({ event }: StoredRunEvent): boolean => event.type === 'run-end' || event.type === 'run-error'

/** Runs that this process has claimed or is about to store, whether or not it drives them yet. */
export function claimedRuns(): Set<string> {
  return singleton('claimed-runs', () => new Set<string>())
}

export function activeRuns(): PassingMap<string, ActiveRun> {
  return singleton('active-runs', () => new PassingMap<string, ActiveRun>())
}
