// Balances busy connections between processes behind one port. The kernel assigns a connection only once, by its
// addresses and ports: of a proxy's sixteen kept-alive connections, eleven or more are on one of two processes once in
// five times, and all of them stay on the processes that existed before another one restarted.

/** Smaller differences are ignored; they are normal for a hundred connections. */
const TOLERATED = 0.2
/**
 * Consecutive reports (each a quarter of a second, lib/api/server/busy-connections.ts): in the first report of a burst
 * other processes are not counted yet.
 */
const FIRST_PATIENCE = 2
const MAX_PATIENCE = 60
const MAX_AT_ONCE = 16

/**
 * Number of connections that a process should close, so that they are reassigned. Differences of less than one are balanced.
 * @param {number} count its busy connections
 * @param {number[]} all those of each process, its own among them
 */
export function surplus(count, all) {
  const share = all.reduce((sum, count) => sum + count, 0) / all.length
  const excess = Math.floor(count - share)
  return excess > TOLERATED * share ? Math.min(excess, MAX_AT_ONCE) : 0
}

/**
 * A process that has sent 'ready' takes part until it exits. It sends `{ busyConnections }` at regular intervals while
 * it has any, and receives `{ close }`. After each attempt that did not help, the pause gets longer: something assigns
 * connections to it alone.
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
        const closing = surplus(member.busy, counts())
        member.seen = closing === 0 ? 0 : member.seen + 1
        if (closing === 0) member.patience = FIRST_PATIENCE
        if (member.seen < member.patience) return
        member.seen = 0
        member.patience = Math.min(member.patience + FIRST_PATIENCE, MAX_PATIENCE)
        // It may have exited meanwhile.
        child.send({ close: closing }, () => {})
      })
    },
  }
}
