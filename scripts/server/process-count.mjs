import os from 'node:os'

/** More processes than this need more PostgreSQL connections than its default (docs/operate/postgres.md). */
const MAX_BY_ITSELF = 4
/** Peak memory of one process: its models and a long document. */
const BYTES_EACH = 1.5 * 1024 ** 3
const MAX = 64

/**
 * Number of processes that `npm start` runs: WEB_CONCURRENCY, or with PostgreSQL one per core as far as memory allows.
 * The embedded database supports one process, and one process per machine runs the queue.
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {{ cores?: number, bytes?: number, platform?: NodeJS.Platform }} machine
 * @throws {Error} with the setting to change
 */
export function processCount(
  env,
  { cores = os.availableParallelism(), bytes = memoryHere(), platform = process.platform } = {},
) {
  // The queue runs in one process, which needs no port.
  if (env.ROLE?.trim() === 'worker') return 1
  const configured = env.WEB_CONCURRENCY?.trim()
  const isShared = Boolean(env.DATABASE_URL?.trim())
  if (configured) {
    const count = Number(configured)
    if (!/^\d+$/.test(configured) || count < 1 || count > MAX)
      throw new Error(`WEB_CONCURRENCY must be a whole number from 1 to ${MAX}.`)
    if (count > 1 && !isShared)
      throw new Error('WEB_CONCURRENCY needs DATABASE_URL: the embedded database belongs to one process.')
    if (count > 1 && platform !== 'linux')
      throw new Error(
        'WEB_CONCURRENCY needs Linux, where processes can share a port. Start each with a PORT of its own.',
      )
    return count
  }
  if (!isShared || platform !== 'linux') return 1
  return Math.max(1, Math.min(cores, MAX_BY_ITSELF, Math.floor(bytes / BYTES_EACH)))
}

/** Available bytes: a container has less than its machine. */
const memoryHere = () => Math.min(os.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)
