import 'server-only'
import type { Job, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import { inBackground } from '@/lib/platform/in-background'
import { log } from '@/lib/platform/log'
import type { JobKind, RunningJob } from './job-queue'
import { completeGivenUp, type JobAttempt } from './job-statements'

type Handler = (data: unknown, signal: AbortSignal, job: RunningJob) => Promise<void>

interface ClaimedJob extends JobAttempt {
  group: string | null
  controller: AbortController
  finished: Promise<void>
}

/**
 * Claims jobs of one kind while there are free slots: one fetch for all free slots, and one statement for all
 * jobs that ended in the meantime. The workers of pg-boss fetch one job at a time each, or wait until a whole
 * batch has ended.
 */
export class JobWorker {
  readonly claimed = new Map<string, ClaimedJob>()
  #done: JobAttempt[] = []
  #settling: Promise<void> | null = null
  #fetching = false
  #nudged = true
  /** Groups that had reached their share when the last fetch found no job of others. */
  #noOtherJobs: string | null = null
  #stopped = false
  /** Groups whose jobs filled the last fetch. */
  #backlogOf: string[] = []
  #checksOthers = false

  constructor(
    private readonly boss: PgBoss,
    private readonly kind: JobKind<object>,
    private readonly handler: Handler,
  ) {}

  get name(): string {
    return this.kind.name
  }

  /** Signals that new jobs may be available. */
  nudge(): void {
    this.#nudged = true
    this.#checksOthers = true
    this.#noOtherJobs = null
    void this.#fetchAll()
  }

  /** Drops jobs that another process has claimed. */
  drop(jobs: Iterable<JobAttempt>): void {
    for (const { id, retryCount } of jobs) {
      const claimed = this.claimed.get(id)
      // Keep an attempt that has returned meanwhile.
      if (claimed?.retryCount === retryCount)
        claimed.controller.abort(new AppError('CANCELLED', problem('jobs.takenOver')))
    }
  }

  /** Stops claiming jobs and gives those in progress some time. @returns the unfinished jobs */
  async stop(options: { handOver: boolean; graceMs: number }): Promise<JobAttempt[]> {
    this.#stopped = true
    const claimedJobs = [...this.claimed.values()]
    if (options.handOver) abortAll(claimedJobs)
    const grace = new Promise<void>((resolve) => setTimeout(resolve, options.graceMs).unref())
    await Promise.race([Promise.allSettled(claimedJobs.map((job) => job.finished)), grace])
    abortAll([...this.claimed.values()])
    await this.#settle()
    return [...this.claimed.values()]
  }

  async #fetchAll(): Promise<void> {
    if (this.#fetching) return
    this.#fetching = true
    try {
      while (await this.#fetchSome()) {}
    } catch (cause) {
      log().error({ cause, kind: this.name }, 'failed to fetch jobs')
    } finally {
      this.#fetching = false
    }
  }

  /** @returns whether another fetch may find more */
  async #fetchSome(): Promise<boolean> {
    const { free, full, limit } = this.#room()
    // Short jobs never fill a share, so a long backlog would still come first: check other groups once per
    // notification.
    const isOthersCheck = this.#checksOthers && this.#backlogOf.length > 0
    const avoided = isOthersCheck ? [...new Set([...full, ...this.#backlogOf])] : full
    const avoidedKey = avoided.join()
    const foundNoneBefore = !this.#nudged && avoidedKey === this.#noOtherJobs
    if (this.#stopped || free === 0 || foundNoneBefore) return false
    this.#nudged = false
    const jobs = await this.boss.fetch<unknown>(this.name, {
      batchSize: limit,
      ...(avoided.length > 0 ? { ignoreGroups: avoided } : {}),
    })
    for (const job of jobs) this.#start(job)
    if (isOthersCheck) {
      this.#checksOthers = false
      return true
    }
    const isFull = jobs.length === limit
    this.#backlogOf = isFull ? [...new Set(jobs.flatMap(({ groupId }) => groupId ?? []))] : []
    if (!isFull) this.#noOtherJobs = avoidedKey
    return this.#nudged || isFull
  }

  /** Few enough that no group exceeds its share: three quarters of the slots. */
  #room() {
    const free = this.kind.concurrency - this.claimed.size
    const share = Math.max(1, this.kind.concurrency - Math.ceil(this.kind.concurrency / 4))
    const counts = new Map<string, number>()
    for (const { group } of this.claimed.values()) if (group !== null) counts.set(group, (counts.get(group) ?? 0) + 1)
    const fullGroups = [...counts].filter(([, count]) => count >= share).map(([group]) => group)
    const largestCount = Math.max(0, ...[...counts.values()].filter((count) => count < share))
    return { free, full: fullGroups.sort(), limit: Math.min(free, share - largestCount) }
  }

  #start(job: Job<unknown>): void {
    const entry = this.claimed.get(job.id)
    if (entry && !entry.controller.signal.aborted) {
      // Given up as lost while this process was silent, and claimed by it again: the running handler continues.
      entry.retryCount = job.retryCount
      return
    }
    const controller = new AbortController()
    const abortLate = () =>
      controller.abort(new AppError('TIMEOUT', problem('jobs.timeout', { seconds: job.expireInSeconds })))
    const timer = setTimeout(abortLate, job.expireInSeconds * 1_000)
    timer.unref()
    const claimed: ClaimedJob = {
      id: job.id,
      retryCount: job.retryCount,
      group: job.groupId ?? null,
      controller,
      finished: Promise.resolve(),
    }
    this.claimed.set(job.id, claimed)
    claimed.finished = this.#run(job, claimed).finally(() => {
      clearTimeout(timer)
      if (!this.#stopped) void this.#fetchAll()
    })
  }

  async #run(job: Job<unknown>, claimed: ClaimedJob): Promise<void> {
    const { signal } = claimed.controller
    try {
      const data = this.kind.schema.parse(job.data)
      const handle = () => this.handler(data, signal, { id: job.id, attempt: job.retryCount, signal })
      await (this.kind.isBackground ? inBackground(handle) : handle())
      this.#forget(claimed)
      this.#done.push({ id: job.id, retryCount: claimed.retryCount })
      await this.#settle()
    } catch (cause) {
      // Jobs that stop with the process are handed over, not failed.
      if (this.#stopped && signal.aborted) return
      this.#forget(claimed)
      const { id, retryCount } = claimed
      log().warn({ cause, kind: this.name, jobId: id, attempt: retryCount }, 'job failed')
      await this.boss
        .fail(this.name, { id, retryCount }, outputOf(cause))
        .catch((error: unknown) => log().error({ cause: error, kind: this.name }, 'failed to store a failed job'))
    }
  }

  /** Removes a job, unless a later attempt has replaced it. */
  #forget(claimed: ClaimedJob): void {
    if (this.claimed.get(claimed.id) === claimed) this.claimed.delete(claimed.id)
  }

  /** Jobs that end while a statement is in progress go into the next one. */
  async #settle(): Promise<void> {
    while (this.#settling) await this.#settling
    if (this.#done.length === 0) return
    const done = this.#done
    this.#done = []
    this.#settling = this.#complete(done.map(({ id, retryCount }) => ({ id, retryCount })))
      .catch((cause: unknown) => log().error({ cause, kind: this.name }, 'failed to store finished jobs'))
      .finally(() => {
        this.#settling = null
      })
    await this.#settling
  }

  async #complete(done: JobAttempt[]): Promise<void> {
    const { affected } = Completed.parse(await this.boss.complete(this.name, done))
    // pg-boss completes only jobs that are active in its table, not those given up as lost while this process was
    // silent.
    if (affected < done.length) await completeGivenUp(this.boss.getDb(), this.name, done)
  }
}

/** The shape of pg-boss's result, which its types do not declare. */
const Completed = z.object({ affected: z.number() })

function abortAll(jobs: readonly ClaimedJob[]): void {
  for (const job of jobs) job.controller.abort(new AppError('CANCELLED', problem('jobs.serverStopping')))
}

/** Error text for the operator: known failures with their message, others without details that may be sensitive. */
function outputOf(cause: unknown): object {
  if (AppError.isInstance(cause)) return { code: cause.code, message: cause.message, ref: problemRef(cause) }
  if (cause instanceof Error) return { code: 'INTERNAL', message: cause.message.slice(0, 500) }
  const unexpected = problem('jobs.failedUnexpectedly')
  return { code: 'INTERNAL', message: unexpected.message, ref: problemRef(unexpected) }
}
