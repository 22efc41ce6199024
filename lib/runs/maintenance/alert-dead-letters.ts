import 'server-only'
import { createHash } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { instanceSettings, workspaces } from '@/lib/db/schema/auth'
import type { NewDeadLetter } from '@/lib/jobs/queue-inspector'
import { problem } from '@/lib/messages/problems/problem'
import { storedProblem } from '@/lib/messages/problems/problem-ref'
import type { Problem } from '@/lib/messages/problems/types'
import { notifyApprovalJob } from '@/lib/services/approvals/notify-webhook'
import { attackJob } from '@/lib/services/attacks/attack-job'
import { sendCallbackJob } from '@/lib/services/callbacks/send-callback'
import { modelCheckJob } from '@/lib/services/catalog/check-job'
import { channelJob } from '@/lib/services/channels/channel-job'
import { pollChannelJob } from '@/lib/services/channels/poll-channel-job'
import { questionJob } from '@/lib/services/channels/questions/question-job'
import { fillJob } from '@/lib/services/datasets/fill/fill-job'
import { experimentJob } from '@/lib/services/evaluations/experiment-job'
import { onlineScoreJob } from '@/lib/services/evaluations/online/online-score-job'
import { failureRunJob } from '@/lib/services/failure-apps/failure-run-job'
import { raiseAlert } from '@/lib/services/inbox/raise-alert'
import { buildIndexJob, deleteIndexJob } from '@/lib/services/knowledge/indexes/index-jobs'
import { ingestJob } from '@/lib/services/knowledge/ingest-job'
import { labGenerationJob } from '@/lib/services/knowledge/lab/generation-job'
import { labRunJob } from '@/lib/services/knowledge/lab/lab-run-job'
import { fillMetadataJob } from '@/lib/services/knowledge/metadata/fill-metadata'
import { syncJob } from '@/lib/services/knowledge/sources/sync-job'
import { optimizationJob } from '@/lib/services/optimizations/optimization-job'
import { restartPageOf } from '@/lib/services/queue/restart-page'
import { driveRunJob } from '@/lib/services/runs/drive-run-job'
import type { System } from '@/lib/services/system'
import { followFineTuneJob, trainClassifierJob } from '@/lib/services/training/training-jobs'
import { pollJob } from '@/lib/services/triggers/poll-job'
import { appsOfRequests, notifyVisitorJob } from '@/lib/services/visitors/notify-visitor-request'
import { endDeadJobs } from './end-dead-jobs'

/** Until when dead letters were reported, in microseconds by the database's clock. */
const REPORTED_UNTIL = 'dead-letters-told'
const MAX_AT_ONCE = 500

type TitleKey =
  | 'alerts.runNotStarted'
  | 'alerts.documentNotRead'
  | 'alerts.indexNotBuilt'
  | 'alerts.indexNotDeleted'
  | 'alerts.metadataNotFilled'
  | 'alerts.sourceNotSynced'
  | 'alerts.datasetNotFilled'
  | 'alerts.callbackNotSent'
  | 'alerts.channelAnswerNotSent'
  | 'alerts.channelNotPolled'
  | 'alerts.triggerNotPolled'
  | 'alerts.failureRunNotStarted'
  | 'alerts.questionNotSent'
  | 'alerts.visitorRequestNotSent'
  | 'alerts.checkFailed'
  | 'alerts.labRunFailed'
  | 'alerts.experimentFailed'
  | 'alerts.attacksFailed'
  | 'alerts.optimizationFailed'
  | 'alerts.liveScoringFailed'
  | 'alerts.questionsNotWritten'
  | 'alerts.trainingFailed'
  | 'alerts.fineTuningLost'

const TITLES: Readonly<Record<string, TitleKey>> = {
  [driveRunJob.name]: 'alerts.runNotStarted',
  [ingestJob.name]: 'alerts.documentNotRead',
  [buildIndexJob.name]: 'alerts.indexNotBuilt',
  [deleteIndexJob.name]: 'alerts.indexNotDeleted',
  [fillMetadataJob.name]: 'alerts.metadataNotFilled',
  [syncJob.name]: 'alerts.sourceNotSynced',
  [fillJob.name]: 'alerts.datasetNotFilled',
  [sendCallbackJob.name]: 'alerts.callbackNotSent',
  [failureRunJob.name]: 'alerts.failureRunNotStarted',
  [channelJob.name]: 'alerts.channelAnswerNotSent',
  [pollChannelJob.name]: 'alerts.channelNotPolled',
  [questionJob.name]: 'alerts.questionNotSent',
  [pollJob.name]: 'alerts.triggerNotPolled',
  [notifyApprovalJob.name]: 'alerts.questionNotSent',
  [notifyVisitorJob.name]: 'alerts.visitorRequestNotSent',
  [modelCheckJob.name]: 'alerts.checkFailed',
  [labRunJob.name]: 'alerts.labRunFailed',
  [experimentJob.name]: 'alerts.experimentFailed',
  [attackJob.name]: 'alerts.attacksFailed',
  [optimizationJob.name]: 'alerts.optimizationFailed',
  [onlineScoreJob.name]: 'alerts.liveScoringFailed',
  [labGenerationJob.name]: 'alerts.questionsNotWritten',
  [trainClassifierJob.name]: 'alerts.trainingFailed',
  [followFineTuneJob.name]: 'alerts.fineTuningLost',
}

/**
 * Raises inbox alerts about jobs that failed permanently since the last check: one per cause, however many jobs. Any
 * process may run it; each letter is reported once. @returns how many letters were new
 */
export async function alertDeadLetters(system: System): Promise<number> {
  const { db, jobs } = system
  const [reportedUntil] = await db.select().from(instanceSettings).where(eq(instanceSettings.key, REPORTED_UNTIL))
  // Read before the transaction: on the embedded database the queue would wait for it.
  const letters = await jobs.inspector.newDeadLetters(Number(reportedUntil?.value ?? 0), MAX_AT_ONCE)
  if (letters.length === 0) return 0
  return db.transaction(async (tx) => {
    const since = await lockReported(tx)
    const fresh = letters.filter(({ atMicros }) => atMicros > since)
    await endDeadJobs(tx, system, fresh)
    await alertAll(tx, fresh)
    const last = Math.max(since, ...fresh.map(({ atMicros }) => atMicros))
    await tx
      .update(instanceSettings)
      .set({ value: String(last) })
      .where(eq(instanceSettings.key, REPORTED_UNTIL))
    return fresh.length
  })
}

async function lockReported(tx: Transaction): Promise<number> {
  await tx.insert(instanceSettings).values({ key: REPORTED_UNTIL, value: '0' }).onConflictDoNothing()
  const [row] = await tx.select().from(instanceSettings).where(eq(instanceSettings.key, REPORTED_UNTIL)).for('update')
  return Number(row?.value ?? 0)
}

interface Cause {
  letter: NewDeadLetter
  key: string
  /** The app of a visitor request; null for other jobs. */
  appId: string | null
}

async function alertAll(tx: Transaction, letters: readonly NewDeadLetter[]): Promise<void> {
  const requests = letters.filter(({ kind }) => kind === notifyVisitorJob.name)
  const appOf = await appsOfRequests(
    tx,
    requests.map(({ data }) => data),
  )
  const causes = new Map<string, Cause>()
  for (const letter of letters) {
    const appId = appOf(letter.data)
    const key = keyOf(letter, appId)
    causes.set(`${letter.workspaceId}:${key}`, { letter, key, appId })
  }
  const existing = await tx
    .select({ id: workspaces.id })
    .from(workspaces)
    .where(inArray(workspaces.id, [...new Set(letters.map(({ workspaceId }) => workspaceId))]))
  const existingIds = new Set(existing.map(({ id }) => id))
  for (const { letter, key, appId } of causes.values()) {
    if (!existingIds.has(letter.workspaceId)) continue
    await raiseAlert(tx, {
      workspaceId: letter.workspaceId,
      kind: 'dead-letter',
      key,
      title: deadLetterTitle(letter.kind) ?? problem('alerts.jobFailed'),
      ...adviceFor(letter, appId),
    })
  }
}

/** @returns null for a kind that no longer exists */
export function deadLetterTitle(kind: string): Problem | null {
  const key = TITLES[kind]
  return key === undefined ? null : problem(key)
}

/** Why it failed, what to do, and the page for it. */
function adviceFor(
  { kind, reason, reasonRef }: NewDeadLetter,
  appId: string | null,
): { message: Problem; link: string } {
  // The queue’s own reasons are not sentences.
  const why =
    reason === '' ? problem('alerts.reasonUnknown') : storedProblem(reason.replace(/[^.!?]$/, '$&.'), reasonRef)
  const restartPage = restartPageOf(kind)
  if (restartPage)
    return {
      message: problem('alerts.startAgain', { reason: why }),
      link: restartPage,
    }
  if (appId)
    return {
      message: problem('alerts.sendAgain', { reason: why }),
      link: `/apps/${appId}/conversations?tab=visitors`,
    }
  return {
    message: problem('alerts.retryInQueue', { reason: why }),
    link: '/settings?tab=queue',
  }
}

/**
 * The same failure of the same kind of job is one cause; for visitor requests per app, since each has its own address.
 */
function keyOf({ kind, reason }: NewDeadLetter, appId: string | null): string {
  const reasonHash = createHash('sha256').update(reason).digest('hex').slice(0, 24)
  return appId ? `${kind}:${reasonHash}:${appId}` : `${kind}:${reasonHash}`
}
