import 'server-only'
import type { StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { nextSeq, seqAfterBreak } from '../log/event-seq'

/** A run that crashes its server this often without progress is given up. */
const MAX_ATTEMPTS = 5

/**
 * A row of a run's log. A row without events is a fence: its writer took over the run and numbers its own
 * events beyond the fence.
 */
export interface LogRow {
  seq: number
  events: readonly StoredRunEvent[]
}

export interface Takeover {
  /** The next number of the previous driver. Once a row has it, that driver can store nothing more. */
  fenceSeq: number
  /**
   * The new driver numbers its events after this: beyond everything that previous drivers may have shown to readers.
   */
  fromSeq: number
  /** Number of claims of the run since its last progress, including this one. */
  attempts: number
  /** Number of the last stored event. */
  takenAtSeq: number
  giveUp: 'attempts' | 'numbers' | null
}

/**
 * Plans the takeover of a run that another drive has started. The fence follows the last row, even an empty one: a
 * driver that ended before its first event was stored leaves only its fence.
 * @param rows the run's rows, from the one with event `takenAtSeq` on, in order
 */
export function planTakeover(
  rows: readonly LogRow[],
  { attempts, takenAtSeq }: Pick<Takeover, 'attempts' | 'takenAtSeq'>,
): Takeover {
  const fenceSeq = seqAfterRow(rows.at(-1))
  const fromSeq = seqAfterBreak(fenceSeq)
  const fresh = rows.flatMap(({ events }) => events).filter(({ seq }) => seq > takenAtSeq)
  const attemptCount = fresh.some(({ event }) => isStepForward(event)) ? 1 : attempts
  return {
    fenceSeq,
    fromSeq,
    attempts: attemptCount,
    takenAtSeq: fresh.at(-1)?.seq ?? takenAtSeq,
    giveUp: reasonToGiveUp(attemptCount, fromSeq),
  }
}

function reasonToGiveUp(attempts: number, fromSeq: number): Takeover['giveUp'] {
  if (isTriedTooOften(attempts)) return 'attempts'
  return hasRoom(fromSeq) ? null : 'numbers'
}

export const isTriedTooOften = (attempts: number): boolean => attempts > MAX_ATTEMPTS

function seqAfterRow(row: LogRow | undefined): number {
  if (!row) return nextSeq(0, false)
  const last = row.events.at(-1)
  return nextSeq(last ? last.seq : seqAfterBreak(row.seq), false)
}

/** Numbers are safe integers for about 30,000 takeovers. The last block is reserved for the run's end. */
const hasRoom = (fromSeq: number): boolean => Number.isSafeInteger(seqAfterBreak(seqAfterBreak(fromSeq)))

const STEPS_FORWARD: ReadonlySet<string> = new Set(['node-end', 'node-skip', 'node-error', 'node-step', 'node-resume'])
const isStepForward = (event: RunEvent) => STEPS_FORWARD.has(event.type)
