import 'server-only'

/** Numbers reserved for streamed texts between two stored events. */
const ROOM = 2 ** 20
/** The maximum number of stored events of one drive, rounded up: RUN_LIMITS in drive-execution.ts. */
const DRIVE = 2 ** 18

/**
 * Stored events are numbered 1, 2, 3 … times ROOM, without gaps within a drive. Streamed texts use the
 * numbers in between. This way a single number gives the order, a second writer of a run collides with the
 * next number of the first one, and a reader detects missing events.
 */
export function nextSeq(last: number, isDelta: boolean): number {
  return isDelta ? last + 1 : (Math.floor(last / ROOM) + 1) * ROOM
}

/**
 * The starting number of a takeover after a crash: beyond everything that the previous drive may have shown to readers
 * without storing it, so that they receive all new events.
 */
export function seqAfterBreak(last: number): number {
  return (Math.floor(last / ROOM / DRIVE) + 1) * DRIVE * ROOM
}

/** @returns the events before the first gap, where a stored event is still in transit */
export function withoutGap<T extends { seq: number }>(last: number, events: readonly T[]): T[] {
  let usedNumbers = Math.floor(last / ROOM)
  const gap = events.findIndex(({ seq }) => {
    const isNextKept = seq === (usedNumbers + 1) * ROOM || isFirstAfterBreak(seq)
    if (isNextKept) usedNumbers = seq / ROOM
    return Math.floor(seq / ROOM) !== usedNumbers
  })
  return gap === -1 ? [...events] : events.slice(0, gap)
}

const isFirstAfterBreak = (seq: number): boolean => seq % ROOM === 0 && (seq / ROOM) % DRIVE === 1
