import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { verbatim } from '@/lib/messages/problems/verbatim'
import type { RemoteJob } from '@/lib/models/fine-tuning/fine-tune-service'
import { tuningFacts } from '@/lib/models/fine-tuning/tuning-facts'
import type { System } from '../system'
import { CLAIM_SECONDS, claimPoll, releasePoll } from './claim-poll'
import { type OpenFineTune, openFineTune } from './fine-tune-connection'
import { type FineTuneEnd, settleFineTune } from './fine-tune-ledger'
import { type FineTuneState, fromFineTuneState, toFineTuneState } from './fine-tune-state'
import { insertVersion } from './insert-version'
import { addEvents, changeJob, endJob, openJob, stageColumns, type TrainingJobRow } from './job-progress'
import { sendFineTune } from './send-fine-tune'
import { progressOfShare, storeFineTuneEvents } from './store-fine-tune-events'
import { followFineTuneJob, type TrainingJobData } from './training-jobs'

/** Seconds between two checks: short at first, then increasing. */
const FIRST_DELAY_S = 5
const MAX_DELAY_S = 60
/** The longest delay after a transient failure of the service. */
const MAX_FAILURE_WAIT_S = 600
/** Delay while another process is checking. */
const CLAIMED_WAIT_S = 15
const MAX_POLL_MS = (CLAIM_SECONDS - 30) * 1_000
const GIVE_UP_MS = 7 * 86_400_000

/** Transient errors; before the job exists at the service, any other error ends it here. */
const TRANSIENT_CODES = new Set(['MODEL_RATE_LIMITED', 'MODEL_UNREACHABLE', 'MODEL_FAILED', 'TIMEOUT', 'EGRESS_FAILED'])

/**
 * One check of a fine-tuning: sends unsent files, reads status and events, and schedules the next check. The
 * row contains all state, so it resumes after a restart, on any process, and a job is never created twice.
 */
export async function pollFineTune(system: System, data: TrainingJobData, stop: AbortSignal): Promise<void> {
  const { db } = system
  const job = await claimPoll(db, data)
  if (!job) {
    if (await openJob(db, data)) await schedulePoll(system, data, CLAIMED_WAIT_S)
    return
  }
  const signal = AbortSignal.any([stop, AbortSignal.timeout(MAX_POLL_MS)])
  try {
    await pollOnce(system, { job, data, signal })
  } finally {
    await releasePoll(db, data)
  }
}

async function pollOnce(system: System, about: Omit<Poll, 'state'>): Promise<void> {
  const { job, data, signal } = about
  const state = toFineTuneState(job.remote)
  try {
    if (job.cancelRequestedAt !== null && state.jobId === undefined && state.creating === undefined) {
      await settleFineTune(system.db, { job, state, destination: null }, UNSENT)
      await endJob(system.db, data, { status: 'cancelled' })
      return
    }
    const wait = await poll(system, { job, data, state, signal })
    if (wait !== null) await schedulePoll(system, data, wait)
  } catch (error) {
    if (signal.aborted || !AppError.isInstance(error)) throw error
    await afterFailure(system, { job, data, error })
  }
}

interface Poll {
  job: TrainingJobRow
  data: TrainingJobData
  state: FineTuneState
  signal: AbortSignal
}

/** No job was created, so nothing is billed. */
const UNSENT = { status: 'cancelled', errorCode: null, wasMade: false, trainedTokens: null, cost: null } as const

type Settle = (end: Pick<FineTuneEnd, 'status' | 'errorCode'>) => Promise<number | null>

/** @returns seconds until the next check, or null if the job has ended */
async function poll(system: System, { job, data, state, signal }: Poll): Promise<number | null> {
  const service = await openFineTune(system, job)
  let remote: RemoteJob
  if (state.jobId === undefined) remote = await sendFineTune(system.db, { job, data, state, service, signal })
  else remote = await readJob(service, { job, jobId: state.jobId, signal })
  const settle: Settle = (end) => {
    const { trainedTokens, cost } = remote
    const reported = { ...end, wasMade: true, trainedTokens, cost }
    return settleFineTune(system.db, { job, state, destination: service.destination }, reported)
  }
  const looks = (state.looks ?? 0) + 1
  const fresh = toFineTuneState((await openJob(system.db, data))?.remote ?? {})
  await changeJob(system.db, data, {
    ...progressOf(remote, job),
    remote: fromFineTuneState({ ...fresh, jobId: remote.id, looks, failures: 0 }),
  })
  await storeFineTuneEvents(system.db, { job, data, client: service.client, jobId: remote.id, signal })
  if (await endIfDone(system, { job, data, remote, settle, provider: service.destination.provider })) return null
  if (Date.now() - job.createdAt.getTime() > GIVE_UP_MS) {
    await settle({ status: 'failed', errorCode: 'TIMEOUT' })
    await endJob(system.db, data, { status: 'failed', failure: problem('training.tookTooLong') })
    return null
  }
  return Math.min(MAX_DELAY_S, FIRST_DELAY_S * 1.3 ** Math.min(looks, 20))
}

function readJob(
  { client }: OpenFineTune,
  poll: { job: TrainingJobRow; jobId: string; signal: AbortSignal },
): Promise<RemoteJob> {
  const { job, jobId, signal } = poll
  if (job.cancelRequestedAt === null) return client.getJob(jobId, signal)
  // A job that has ended meanwhile cannot be cancelled; its state shows the result.
  return client.cancelJob(jobId, signal).catch(() => client.getJob(jobId, signal))
}

const STAGES = {
  validating: problem('training.stageChecking'),
  queued: problem('training.stageQueued'),
  running: problem('training.stageRunning'),
  paused: problem('training.stagePaused'),
  succeeded: null,
  failed: null,
  cancelled: null,
} as const satisfies Record<RemoteJob['status'], Problem | null>

function progressOf({ status, share }: RemoteJob, job: TrainingJobRow) {
  const minimum = { validating: 5, queued: 8, running: 10, paused: 10, succeeded: 99, failed: 0, cancelled: 0 }[status]
  const reported = status === 'running' && share !== null ? progressOfShare(share) : 0
  return {
    status: status === 'validating' ? ('validating' as const) : ('running' as const),
    ...stageColumns(STAGES[status]),
    progress: Math.max(job.progress, minimum, reported),
    startedAt: job.startedAt ?? new Date(),
    error: null,
  }
}

/** Ends the job here if it has ended at the service. @returns whether it has ended */
async function endIfDone(
  system: System,
  poll: { job: TrainingJobRow; data: TrainingJobData; remote: RemoteJob; settle: Settle; provider: string },
): Promise<boolean> {
  const { job, data, remote, settle, provider } = poll
  if (remote.status === 'cancelled') {
    await settle({ status: 'cancelled', errorCode: null })
    return endJob(system.db, data, { status: 'cancelled' })
  }
  if (remote.status === 'failed') {
    await settle({ status: 'failed', errorCode: 'MODEL_FAILED' })
    const failure = remote.error ? verbatim(remote.error.slice(0, 500)) : problem('training.serviceSilent')
    return endJob(system.db, data, { status: 'failed', failure })
  }
  if (remote.status !== 'succeeded') return false
  const costMicros = await settle({ status: 'succeeded', errorCode: null })
  const model = remote.tunedModel
  if (!model) return endJob(system.db, data, { status: 'failed', failure: problem('training.modelUnnamed') })
  await system.db.transaction(async (tx) => {
    const metrics = { baseModel: job.baseModel, trainedTokens: remote.trainedTokens, costMicros }
    if (!(await endJob(tx, data, { status: 'succeeded', metrics }))) return
    const artifactInfo = { baseModel: job.baseModel, remoteJob: remote.id }
    const { number } = await insertVersion(tx, job, {
      artifactInfo,
      metrics,
      connectionId: job.connectionId,
      remoteModel: model,
    })
    const { afterwards } = tuningFacts(provider)
    const params = { version: number, model }
    const message =
      afterwards === null
        ? problem('training.modelReady', params)
        : problem('training.modelReadyNext', { ...params, next: afterwards })
    await addEvents(tx, data, [{ level: 'info', message }])
  })
  return true
}

async function afterFailure(
  system: System,
  poll: { job: TrainingJobRow; data: TrainingJobData; error: AppError },
): Promise<void> {
  const { job, data, error } = poll
  const current = toFineTuneState((await openJob(system.db, data))?.remote ?? job.remote)
  const isThere = current.jobId !== undefined || current.creating !== undefined
  if (!isThere && !TRANSIENT_CODES.has(error.code)) {
    await settleFineTune(system.db, { job, state: current, destination: null }, { ...UNSENT, status: 'failed' })
    await endJob(system.db, data, { status: 'failed', failure: error })
    return
  }
  const failures = (current.failures ?? 0) + 1
  // The training continues at the service regardless: a key may be corrected, the network restored.
  await changeJob(system.db, data, {
    remote: fromFineTuneState({ ...current, failures }),
    ...errorColumns(problem('training.checkedAgain', { error })),
  })
  const wait = error.retryAfterSeconds ?? Math.min(MAX_FAILURE_WAIT_S, FIRST_DELAY_S * 2 ** Math.min(failures, 10))
  await schedulePoll(system, data, wait)
}

function schedulePoll({ jobs }: System, data: TrainingJobData, afterSeconds: number): Promise<void> {
  return jobs.send(followFineTuneJob, data, {
    key: data.trainingJobId,
    startAfter: Math.ceil(afterSeconds),
    group: data.workspaceId,
  })
}
