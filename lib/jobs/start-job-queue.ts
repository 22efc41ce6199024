import 'server-only'
import { type SendOptions as BossSendOptions, PgBoss } from 'pg-boss'
import { newId } from '@/lib/core/new-id'
import { log } from '@/lib/platform/log'
import { bossOptions, type JobConnection, listenTo, within } from './boss-database'
import { deadQueueOf, type JobKind, PRIORITIES } from './job-kind'
import type { JobQueue, SendOptions } from './job-queue'
import { dueQueues, hastenJob, notifyChannel, releaseJobs, releaseLostJobs, touchJobs } from './job-statements'
import { JobWorker } from './job-worker'
import { createQueueInspector } from './queue-inspector'

/** The shortest that pg-boss allows. With the sweep, the jobs of a killed process resume elsewhere within 15 s. */
const HEARTBEAT_SECONDS = 10

export interface QueueIntervals {
  touchMs: number
  sweepMs: number
  /** Retries and delayed jobs come without a notification. */
  dueMs: number
}
const INTERVALS: QueueIntervals = { touchMs: 3_000, sweepMs: 4_000, dueMs: 1_000 }
const GRACE_MS = { finish: 1_000, handOver: 400 }

export type QueueSettings = Omit<JobKind<never>, 'schema' | 'concurrency'>

/**
 * Jobs on pg-boss, so that a restart continues waiting and running jobs. `kinds` lists every kind that is ever sent.
 */
export async function startJobQueue(
  connection: JobConnection,
  kinds: readonly QueueSettings[],
  intervals: QueueIntervals = INTERVALS,
): Promise<JobQueue> {
  const boss = new PgBoss(bossOptions(connection))
  boss.on('error', (cause) => log().error({ cause }, 'job queue'))
  await boss.start()
  for (const kind of kinds) await ensureQueue(boss, kind)
  const db = boss.getDb()
  const channel = await notifyChannel(db)
  // The embedded database has one process, so active jobs belong to one that is gone.
  await releaseLostJobs(db, channel, connection.embedded ? 'all' : 'silent')
  const workers = new Map<string, JobWorker>()
  let stopped: Promise<void> | null = null
  const nudgeAll = () => {
    for (const worker of workers.values()) worker.nudge()
  }
  await listenTo(connection, channel, (name) => workers.get(name)?.nudge(), nudgeAll)
  const stopTimers = startTimers(connection, workers, { db, channel }, intervals)
  return {
    async send(kind, data, options = {}) {
      await boss.send(kind.name, data, { ...sendOptions(options), singletonKey: options.key ?? newId() })
    },
    async sendMany(kind, jobs, options = {}) {
      const { db: transaction, ...common } = sendOptions(options)
      await boss.insert(
        kind.name,
        jobs.map((job) => ({ ...common, data: job.data, singletonKey: job.key ?? newId() })),
        transaction ? { db: transaction } : {},
      )
    },
    hasten: ({ name }, key, { tx } = {}) => hastenJob(tx ? within(tx) : db, name, key),
    async work(kind, handler) {
      const worker = new JobWorker(boss, kind, (data, signal, job) => handler(kind.schema.parse(data), signal, job))
      workers.set(kind.name, worker)
      worker.nudge()
    },
    inspector: createQueueInspector(
      boss,
      kinds.map(({ name }) => name),
    ),
    stop({ handOver = false } = {}) {
      stopped ??= (async () => {
        stopTimers()
        const graceMs = handOver ? GRACE_MS.handOver : GRACE_MS.finish
        const left = await Promise.all([...workers.values()].map((worker) => worker.stop({ handOver, graceMs })))
        await releaseJobs(db, channel, left.flat())
        await boss.stop({ graceful: false })
      })()
      return stopped
    },
  }
}

/** `short`: one waiting job per key. Updates queues created by earlier releases. */
async function ensureQueue(boss: PgBoss, kind: QueueSettings): Promise<void> {
  const settings = {
    retryLimit: kind.retryLimit,
    retryBackoff: true,
    ...(kind.retryDelayMaxSeconds === undefined ? {} : { retryDelayMax: kind.retryDelayMaxSeconds }),
    expireInSeconds: kind.expireInSeconds,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deadLetter: deadQueueOf(kind.name),
    deleteAfterSeconds: 24 * 60 * 60,
    notify: true,
  }
  await boss.createQueue(deadQueueOf(kind.name), { retentionSeconds: 90 * 24 * 60 * 60 })
  await boss.createQueue(kind.name, { policy: 'short', ...settings })
  await boss.updateQueue(kind.name, settings)
}

function sendOptions(options: Omit<SendOptions, 'key'>): BossSendOptions {
  return {
    priority: PRIORITIES[options.priority ?? 'normal'],
    ...(options.group === undefined ? {} : { group: { id: options.group } }),
    ...(options.startAfter === undefined ? {} : { startAfter: options.startAfter }),
    ...(options.tx === undefined ? {} : { db: within(options.tx) }),
  }
}

function startTimers(
  connection: JobConnection,
  workers: ReadonlyMap<string, JobWorker>,
  boss: { db: ReturnType<PgBoss['getDb']>; channel: string },
  { touchMs, sweepMs, dueMs }: QueueIntervals,
): () => void {
  const checkLostJobs = async () => {
    // A process without workers claims nothing.
    if (workers.size === 0) return
    for (const name of await dueQueues(boss.db, [...workers.keys()])) workers.get(name)?.nudge()
  }
  const touch = async () => {
    // A job past its time limit, or claimed by another process, is not kept alive by a handler that does not stop.
    const all = [...workers.values()]
      .flatMap((worker) => [...worker.claimed.values()])
      .filter(({ controller }) => !controller.signal.aborted)
    const claimed = all.map(({ id, retryCount }) => ({ id, retryCount }))
    if (claimed.length === 0) return
    const ours = await touchJobs(boss.db, claimed)
    const lost = claimed.filter(({ id }) => !ours.has(id))
    for (const worker of workers.values()) worker.drop(lost)
  }
  const sweep = async () => {
    // After a long silence this process would consider its own jobs lost and run them a second time.
    await touch()
    await releaseLostJobs(boss.db, boss.channel, 'silent')
  }
  const timers = [every(dueMs, checkLostJobs), every(touchMs, touch)]
  if (!connection.embedded) timers.push(every(sweepMs, sweep))
  return () => timers.forEach(clearInterval)
}

/** Skips an interval while the previous call is still running. */
function every(intervalMs: number, work: () => Promise<void>): NodeJS.Timeout {
  let isChecking = false
  const timer = setInterval(() => {
    if (isChecking) return
    isChecking = true
    void work()
      .catch((cause: unknown) => log().warn({ cause }, 'job queue timer'))
      .finally(() => {
        isChecking = false
      })
  }, intervalMs)
  timer.unref()
  return timer
}
