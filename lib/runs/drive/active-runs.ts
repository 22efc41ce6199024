import 'server-only'
import type { AppError } from '@/lib/core/app-error'
import { PassingMap } from '@/lib/core/passing-map'
import { storable } from '@/lib/core/storable'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import type { GivenAnswer } from '@/lib/engine/pauses/pause'
import { Stop } from '@/lib/engine/run/stop'
import { singleton } from '@/lib/platform/singleton'
import { nextSeq } from '../log/event-seq'
import { RunFollower } from '../log/run-follower'
import type { RunRow } from './insert-run'

/** Of one process; a waiting run is a few kilobytes. */
export const MAX_ACTIVE_RUNS = 5_000

/** Questions of a run that are open, and what takes their answers while its other branches go on. */
interface Answerable {
  open(): readonly { path: readonly string[]; key: string }[]
  /** @returns whether the answer is used now */
  take(given: GivenAnswer): boolean
}

const NOTHING_ASKED: Answerable = { open: () => [], take: () => false }

/** A run that this process drives: its events since it took it up, and who waits for the next. */
export class ActiveRun {
  readonly events: StoredRunEvent[] = []
  /** Ends it, with what its caller is told. */
  readonly stop = new Stop()
  readonly settled = Promise.withResolvers<void>()
  /** What is driven, as it was when the drive began: whose it is and what it is for. */
  about: RunRow | null = null
  /** Its row as this process knows it, where it drives the run from its beginning; with its outcome once that is stored. */
  run: RunRow | null = null
  /** Set by the drive, as long as it goes on. */
  answerable: Answerable = NOTHING_ASKED
  #lastSeq: number
  #isGone = false
  #ended = false
  readonly #followers = new Set<RunFollower>()

  /**
   * @param baseSeq the number of the last event that was stored before this process took the run up
   * @param from after which this drive's events are numbered
   */
  constructor(
    readonly baseSeq = 0,
    from = baseSeq,
  ) {
    this.#lastSeq = from
  }

  /**
   * Gives an event its number without showing it yet. All events that are stored come from here, without NUL and lone
   * surrogates: a column of `json` takes them, and whoever reads it as `jsonb` fails on the whole app's runs.
   */
  number(made: RunEvent): StoredRunEvent {
    const event = storable(made)
    this.#lastSeq = nextSeq(this.#lastSeq, event.type === 'node-delta')
    return { seq: this.#lastSeq, event }
  }

  show(stored: StoredRunEvent): void {
    this.events.push(stored)
    this.#wakeAll()
  }

  /** This process drives the run no more: it goes on elsewhere, or later, from its stored events. */
  letGo(reason: AppError): void {
    this.#isGone = true
    this.stop.end(reason)
  }

  isGone(): boolean {
    return this.#isGone
  }

  /** Resolves when this process drives the run no more, or when `whenGone` calls. @param whenGone returns how to stop that */
  over(whenGone: (leave: () => void) => () => void): Promise<void> {
    return new Promise((resolve) => {
      const stop = whenGone(resolve)
      this.settled.promise.then(() => {
        stop()
        resolve()
      })
    })
  }

  end(): void {
    this.#ended = true
    this.answerable = NOTHING_ASKED
    this.#wakeAll()
    this.settled.resolve()
  }

  /** Events after `afterSeq`, as many at once as there are, then live ones until the drive ends or `signal` aborts. A slow reader holds up nobody: it reads from the list. */
  follow(afterSeq: number, signal: AbortSignal): RunFollower {
    const follower = new RunFollower(this, this.#firstAfter(afterSeq), signal, this.#leave)
    this.#followers.add(follower)
    return follower
  }

  /** Somebody reads along. */
  isFollowed(): boolean {
    return this.#followers.size > 0
  }

  /** The number of the event before this one; null: it is the first of this drive. */
  numberBefore(seq: number): number | null {
    return this.events[this.#firstAfter(seq - 1) - 1]?.seq ?? null
  }

  /** Of its drive here. */
  hasEnded(): boolean {
    return this.#ended
  }

  /** null: nothing of it is to come, which is so a moment before its drive has ended. */
  whenOver(): Promise<void> | null {
    const last = this.events.at(-1)
    return this.#ended || (last && isEnd(last)) ? null : this.settled.promise
  }

  /** Whether its list holds all that there is after `afterSeq`, up to the end of the run. */
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

/** Runs that this process has taken or is about to store, whether or not they are being driven yet. */
export function claimedRuns(): Set<string> {
  return singleton('claimed-runs', () => new Set<string>())
}

export function activeRuns(): PassingMap<string, ActiveRun> {
  return singleton('active-runs', () => new PassingMap<string, ActiveRun>())
}
