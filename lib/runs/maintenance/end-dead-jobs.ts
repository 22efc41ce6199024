import 'server-only'
import { and, eq, inArray } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { attackCampaigns } from '@/lib/db/schema/evaluation/attacks'
import { experiments } from '@/lib/db/schema/evaluation/evaluations'
import { optimizations } from '@/lib/db/schema/evaluation/optimizations'
import { modelChecks } from '@/lib/db/schema/governance'
import { labGenerations, labRuns } from '@/lib/db/schema/retrieval-lab'
import type { NewDeadLetter } from '@/lib/jobs/queue-inspector'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { sharedNow } from '@/lib/platform/shared-clock'
import { AttackData, attackJob } from '@/lib/services/attacks/attack-job'
import { CheckJobData, modelCheckJob } from '@/lib/services/catalog/check-job'
import { channelJob } from '@/lib/services/channels/channel-job'
import { giveUpMessage } from '@/lib/services/channels/give-up-message'
import { ExperimentData, experimentJob } from '@/lib/services/evaluations/experiment-job'
import { LabGenerationData, labGenerationJob } from '@/lib/services/knowledge/lab/generation-job'
import { LabRunData, labRunJob } from '@/lib/services/knowledge/lab/lab-run-job'
import { OptimizationData, optimizationJob } from '@/lib/services/optimizations/optimization-job'
import type { System } from '@/lib/services/system'
import { endJob } from '@/lib/services/training/job-progress'
import { TrainingJobData, trainClassifierJob } from '@/lib/services/training/training-jobs'
import { notifyVisitorJob, stopNotifying } from '@/lib/services/visitors/notify-visitor-request'

/**
 * Ends the work of permanently failed jobs: a check, campaign or training whose process crashed each time would otherwise
 * be in progress forever. A visitor request is marked as undelivered. A fine-tuning continues at its service, and is
 * checked again after the next start.
 */
export async function endDeadJobs(tx: Transaction, system: System, letters: readonly NewDeadLetter[]): Promise<void> {
  for (const letter of letters) {
    await ENDINGS[letter.kind]?.(tx, letter)
    if (letter.kind === channelJob.name) await giveUpMessage(tx, system, letter.data, reasonOf(letter))
    if (letter.kind === notifyVisitorJob.name) await stopNotifying(tx, letter.data)
  }
}

type Ending = (tx: Transaction, letter: NewDeadLetter) => Promise<void>

const ENDINGS: Readonly<Record<string, Ending>> = {
  [modelCheckJob.name]: endCheck,
  [trainClassifierJob.name]: endTraining,
  [labRunJob.name]: endLabRun,
  [experimentJob.name]: endExperiment,
  [attackJob.name]: endCampaign,
  [optimizationJob.name]: endOptimization,
  [labGenerationJob.name]: endGeneration,
}

async function endCheck(tx: Transaction, letter: NewDeadLetter): Promise<void> {
  const data = CheckJobData.safeParse(letter.data).data
  if (!data) return
  await tx
    .update(modelChecks)
    .set({ status: 'failed', ...errorColumns(reasonOf(letter)), endedAt: new Date(sharedNow()) })
    .where(
      and(
        eq(modelChecks.id, data.checkId),
        eq(modelChecks.workspaceId, data.workspaceId),
        inArray(modelChecks.status, ['queued', 'running']),
      ),
    )
}

async function endLabRun(tx: Transaction, letter: NewDeadLetter): Promise<void> {
  const data = LabRunData.safeParse(letter.data).data
  if (!data) return
  await tx
    .update(labRuns)
    .set({ status: 'failed', ...errorColumns(reasonOf(letter)), endedAt: new Date(sharedNow()) })
    .where(
      and(
        eq(labRuns.id, data.labRunId),
        eq(labRuns.workspaceId, data.workspaceId),
        inArray(labRuns.status, ['queued', 'running']),
      ),
    )
}

async function endExperiment(tx: Transaction, letter: NewDeadLetter): Promise<void> {
  const data = ExperimentData.safeParse(letter.data).data
  if (!data) return
  await tx
    .update(experiments)
    .set({ status: 'failed', ...errorColumns(reasonOf(letter)), endedAt: new Date(sharedNow()) })
    .where(
      and(
        eq(experiments.id, data.experimentId),
        eq(experiments.workspaceId, data.workspaceId),
        inArray(experiments.status, ['queued', 'running']),
      ),
    )
}

async function endCampaign(tx: Transaction, letter: NewDeadLetter): Promise<void> {
  const data = AttackData.safeParse(letter.data).data
  if (!data) return
  await tx
    .update(attackCampaigns)
    .set({ status: 'failed', ...errorColumns(reasonOf(letter)), endedAt: new Date(sharedNow()) })
    .where(
      and(
        eq(attackCampaigns.id, data.campaignId),
        eq(attackCampaigns.workspaceId, data.workspaceId),
        inArray(attackCampaigns.status, ['queued', 'running']),
      ),
    )
}

async function endOptimization(tx: Transaction, letter: NewDeadLetter): Promise<void> {
  const data = OptimizationData.safeParse(letter.data).data
  if (!data) return
  await tx
    .update(optimizations)
    .set({ status: 'failed', ...errorColumns(reasonOf(letter)), endedAt: new Date(sharedNow()) })
    .where(
      and(
        eq(optimizations.id, data.optimizationId),
        eq(optimizations.workspaceId, data.workspaceId),
        inArray(optimizations.status, ['queued', 'running']),
      ),
    )
}

async function endGeneration(tx: Transaction, letter: NewDeadLetter): Promise<void> {
  const data = LabGenerationData.safeParse(letter.data).data
  if (!data) return
  await tx
    .update(labGenerations)
    .set({ status: 'failed', ...errorColumns(reasonOf(letter)) })
    .where(
      and(
        eq(labGenerations.id, data.makeId),
        eq(labGenerations.workspaceId, data.workspaceId),
        eq(labGenerations.status, 'running'),
      ),
    )
}

async function endTraining(tx: Transaction, letter: NewDeadLetter): Promise<void> {
  const data = TrainingJobData.safeParse(letter.data).data
  if (data) await endJob(tx, data, { status: 'failed', failure: reasonOf(letter) })
}

const reasonOf = ({ reason }: NewDeadLetter) =>
  problem('jobs.cutOffRepeatedly', { reason: reason.slice(0, 300).replace(/[^.!?]$/, '$&.') || 'none' })
