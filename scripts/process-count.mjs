import os from 'node:os'

/** More than this many on one machine want more connections of PostgreSQL than it has by default (docs/scaling.md). */
const MOST_BY_ITSELF = 4
/** What one may take in hard times: models of its own, a long document. */
const BYTES_EACH = 1.5 * 1024 ** 3
const MOST = 64

/**
 * How many processes `npm start` serves with: WEB_CONCURRENCY, or with PostgreSQL one for each core as far as memory
 * goes. The embedded database belongs to one process, and what waits in the queue is driven by one a machine.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {{ cores?: number, bytes?: number, platform?: NodeJS.Platform }} machine
 * @throws {Error} with a sentence that says what to set
 */
export function processCount(
  env,
  { cores = os.availableParallelism(), bytes = memoryHere(), platform = process.platform } = {},
) {
  // What waits in the queue is driven by one, and nobody comes to it through a port.
  if (env.ROLE?.trim() === 'worker') return 1
  const wanted = env.WEB_CONCURRENCY?.trim()
  const isShared = Boolean(env.DATABASE_URL?.trim())
  if (wanted) {
    const count = Number(wanted)
    if (!/^\d+$/.test(wanted) || count < 1 || count > MOST)
      throw new Error(`WEB_CONCURRENCY must be a whole number from 1 to ${MOST}.`)
    if (count > 1 && !isShared)
      throw new Error('WEB_CONCURRENCY needs DATABASE_URL: the embedded database belongs to one process.')
    if (count > 1 && platform !== 'linux')
      throw new Error(
        'WEB_CONCURRENCY needs Linux, where processes can share a port. Start each with a PORT of its own.',
      )
    return count
  }
  if (!isShared || platform !== 'linux') return 1
  return Math.max(1, Math.min(cores, MOST_BY_ITSELF, Math.floor(bytes / BYTES_EACH)))
}

/** Bytes that we may use: a container has less than its machine. */
const memoryHere = () => Math.min(os.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
