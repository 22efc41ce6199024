// Keeps the busy connections even between processes behind one port. The kernel deals a connection once, by its addresses
// and ports, and a kept one stays where it is: of a proxy's sixteen, eleven or more are at one of two once in five times,
// and all of them at those that were there when another one was started again.

/** What is above its share by less is left alone: of a hundred connections so many by chance do no harm. */
const TOLERATED = 0.2
/** Reports in a row (each a quarter of a second, lib/api/server/busy-connections.ts): in the first of a burst others are not counted yet. */
const FIRST_PATIENCE = 2
const MOST_PATIENCE = 60
const MOST_AT_ONCE = 16

/**
 * How many connections a process should let go of, to be dealt anew. Less than one above its share is even.
 * @param {number} own its busy connections
 * @param {number[]} all those of each process, its own among them
 */
export function surplus(own, all) {
  const share = all.reduce((sum, count) => sum + count, 0) / all.length
  const more = Math.floor(own - share)
  return more > TOLERATED * share ? Math.min(more, MOST_AT_ONCE) : 0
}

/**
 * A process that says 'ready' takes part until it ends. It says `{ busyConnections }` at even intervals while it has any,
 * and is told `{ letGo }`. Each time that this did not make it even it is left alone for longer: something deals to it alone.
 */
export function createBalance() {
  const members = new Map()
  const counts = () => Array.from(members.values(), ({ busy }) => busy)
  return {
    /** @param {import('node:child_process').ChildProcess} child */
    join(child) {
      child.once('exit', () => members.delete(child))
      child.on('message', (message) => {
        if (message === 'ready') members.set(child, { busy: 0, seen: 0, patience: FIRST_PATIENCE })
        const member = members.get(child)
        if (!member || !Number.isInteger(message?.busyConnections)) return
        member.busy = message.busyConnections
        const letGo = surplus(member.busy, counts())
        member.seen = letGo === 0 ? 0 : member.seen + 1
        if (letGo === 0) member.patience = FIRST_PATIENCE
        if (member.seen < member.patience) return
        member.seen = 0
        member.patience = Math.min(member.patience + FIRST_PATIENCE, MOST_PATIENCE)
        // It may have ended meanwhile.
        child.send({ letGo }, () => {})
      })
    },
  }
}
