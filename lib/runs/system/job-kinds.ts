import 'server-only'
import type { QueueSettings } from '@/lib/jobs/start-job-queue'
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
import { buildIndexJob, deleteIndexJob } from '@/lib/services/knowledge/indexes/index-jobs'
import { ingestJob } from '@/lib/services/knowledge/ingest-job'
import { labGenerationJob } from '@/lib/services/knowledge/lab/generation-job'
import { labRunJob } from '@/lib/services/knowledge/lab/lab-run-job'
import { fillMetadataJob } from '@/lib/services/knowledge/metadata/fill-metadata'
import { syncJob } from '@/lib/services/knowledge/sources/sync-job'
import { optimizationJob } from '@/lib/services/optimizations/optimization-job'
import { driveRunJob } from '@/lib/services/runs/drive-run-job'
import { followFineTuneJob, trainClassifierJob } from '@/lib/services/training/training-jobs'
import { pollJob } from '@/lib/services/triggers/poll-job'
import { notifyVisitorJob } from '@/lib/services/visitors/notify-visitor-request'

/** Every kind of job. Queues are created at startup, since a transaction that sends a job cannot create its queue. */
export const jobKinds: readonly QueueSettings[] = [
  driveRunJob,
  ingestJob,
  buildIndexJob,
  deleteIndexJob,
  fillMetadataJob,
  syncJob,
  fillJob,
  sendCallbackJob,
  failureRunJob,
  channelJob,
  pollChannelJob,
  questionJob,
  pollJob,
  notifyApprovalJob,
  notifyVisitorJob,
  modelCheckJob,
  labRunJob,
  experimentJob,
  onlineScoreJob,
  attackJob,
  optimizationJob,
  labGenerationJob,
  trainClassifierJob,
  followFineTuneJob,
]
