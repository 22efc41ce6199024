import 'server-only'

/** Room for streamed texts between two stored events. */
const ROOM = 2 ** 20
/** Kept events that one drive can make at most, rounded up: RUN_LIMITS in drive-execution.ts. */
const DRIVE = 2 ** 18

/**
 * Events that are kept are numbered 1, 2, 3 … times ROOM, without gaps within a drive; streamed texts have the numbers
 * between. So the order is one number, a second writer of a run meets the first one's next number, and a reader sees
 * when it missed one.
 */
export function nextSeq(last: number, isDelta: boolean): number {
  return isDelta ? last + 1 : (Math.floor(last / ROOM) + 1) * ROOM
}

/**
 * After which a drive numbers that takes over from one that broke off: beyond all that the other may have shown to its
 * readers without having stored it. So a reader who saw that sees what happens instead.
 */
export function seqAfterBreak(last: number): number {
  return (Math.floor(last / ROOM / DRIVE) + 1) * DRIVE * ROOM
}

/** The first of these events, up to where one that is kept is missing: it is still on its way. */
export function withoutGap<T extends { seq: number }>(last: number, events: readonly T[]): T[] {
  let kept = Math.floor(last / ROOM)
  const gap = events.findIndex(({ seq }) => {
    const isNextKept = seq === (kept + 1) * ROOM || isFirstAfterBreak(seq)
    if (isNextKept) kept = seq / ROOM
    return Math.floor(seq / ROOM) !== kept
  })
  return gap === -1 ? [...events] : events.slice(0, gap)
}

const isFirstAfterBreak = (seq: number): boolean => seq % ROOM === 0 && (seq / ROOM) % DRIVE === 1
