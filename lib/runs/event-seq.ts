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
