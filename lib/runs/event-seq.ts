import 'server-only'

/** Room for streamed texts between two stored events. */
const ROOM = 2 ** 20

/**
 * Events that are kept are numbered 1, 2, 3 … times ROOM, without gaps; streamed texts have the numbers between. So the
 * order is one number, a second writer of a run meets the first one's next number, and a reader sees when it missed one.
 */
export function nextSeq(last: number, isDelta: boolean): number {
  return isDelta ? last + 1 : (Math.floor(last / ROOM) + 1) * ROOM
}

/** Whether nothing can lie between the two. */
export function isNext(last: number, seq: number): boolean {
  return seq === last + 1 || (seq % ROOM === 0 && seq === (Math.floor(last / ROOM) + 1) * ROOM)
}

/** The first of these events, up to where one that is kept is missing: it is still on its way. */
export function withoutGap<T extends { seq: number }>(last: number, events: readonly T[]): T[] {
  let kept = Math.floor(last / ROOM)
  const gap = events.findIndex(({ seq }) => {
    const isNextKept = seq === (kept + 1) * ROOM
    if (isNextKept) kept += 1
    return Math.floor(seq / ROOM) !== kept
  })
  return gap === -1 ? [...events] : events.slice(0, gap)
}
