import 'server-only'
import { notInArray } from 'drizzle-orm'
import { withSchemaLock } from '@/lib/db/embedded/with-schema-lock'
import { documents } from '@/lib/db/schema/knowledge'
import { connections } from '@/lib/db/schema/models'
import { BUILTIN_EMBEDDER } from '@/lib/models/builtin/embedder-info'
import { warmProviders } from '@/lib/models/warm-providers'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { sweepLeftSoon } from '@/lib/rag/ingest/sweep-leftovers'
import { renewOutdatedSoon } from '@/lib/rag/lexical/maintenance/compact-soon'
import { ensureVectorIndex } from '@/lib/rag/vectors/vector-index'
import { notifyApproval, notifyApprovalJob } from '@/lib/services/approvals/notify-webhook'
import { sendCallback, sendCallbackJob } from '@/lib/services/callbacks/send-callback'
import { channelJob } from '@/lib/services/channels/channel-job'
import { pollChannel } from '@/lib/services/channels/poll-channel'
import { pollChannelJob } from '@/lib/services/channels/poll-channel-job'
import { processQuestion } from '@/lib/services/channels/questions/process-question'
import { questionJob } from '@/lib/services/channels/questions/question-job'
import { fillDataset } from '@/lib/services/datasets/fill/fill-dataset'
import { fillJob } from '@/lib/services/datasets/fill/fill-job'
import { failureRunJob } from '@/lib/services/failure-apps/failure-run-job'
import { startFailureRun } from '@/lib/services/failure-apps/start-failure-run'
import { resumeIndexes, runBuildIndex, runDeleteIndex } from '@/lib/services/knowledge/indexes/build-index-job'
import { buildIndexJob, deleteIndexJob } from '@/lib/services/knowledge/indexes/index-jobs'
import { ingest } from '@/lib/services/knowledge/ingest'
import { ingestJob } from '@/lib/services/knowledge/ingest-job'
import { labGenerationJob, makeQuestions, resumeGenerations } from '@/lib/services/knowledge/lab/generation-job'
import { fillMetadata, fillMetadataJob, resumeFills } from '@/lib/services/knowledge/metadata/fill-metadata'
import { resumeSyncs } from '@/lib/services/knowledge/sources/resume-syncs'
import { runSync } from '@/lib/services/knowledge/sources/run-sync'
import { syncJob } from '@/lib/services/knowledge/sources/sync-job'
import { driveRunJob } from '@/lib/services/runs/drive-run-job'
import type { System } from '@/lib/services/system'
import { pollFineTune } from '@/lib/services/training/poll-fine-tune'
import { resumeTrainings } from '@/lib/services/training/resume-trainings'
import { trainClassifier } from '@/lib/services/training/train-classifier'
import { followFineTuneJob, trainClassifierJob } from '@/lib/services/training/training-jobs'
import { pollJob } from '@/lib/services/triggers/poll-job'
import { pollTrigger } from '@/lib/services/triggers/poll-triggers'
import { notifyVisitorJob, notifyVisitorRequest } from '@/lib/services/visitors/notify-visitor-request'
import { enterInBackground } from '../admission/enter-fairly'
import { processMessage } from '../channels/process-message'
import { claimAndDrive } from '../drive/resume-run'
import { recoverRuns } from '../maintenance/recover-runs'

/** Resumes the work of an earlier process: jobs, documents in the middle of ingestion, runs without a driver. */
export async function startWorkers(system: System): Promise<void> {
  // Created while there is little to index.
  await withSchemaLock(system.sql, () => ensureVectorIndex(system.db, BUILTIN_EMBEDDER.dims, system.databaseKind))
  if (env().role === 'web') return
  await recoverRuns(system)
  await system.jobs.work(driveRunJob, async (address) => {
    const leave = await enterInBackground(address.workspaceId)
    try {
      await (await claimAndDrive(system, address))?.done
    } finally {
      leave()
    }
  })
  await system.jobs.work(sendCallbackJob, (data, signal) => sendCallback(system, data, signal))
  await system.jobs.work(failureRunJob, (data) => startFailureRun(system, data))
  await system.jobs.work(pollJob, (data, signal) => pollTrigger(system, data, signal))
  await system.jobs.work(channelJob, (data, signal) => processMessage(system, data, signal))
  await system.jobs.work(questionJob, (data, signal) => processQuestion(system, data, signal))
  await system.jobs.work(pollChannelJob, (data, signal) => pollChannel(system, data, signal))
  await system.jobs.work(notifyApprovalJob, (data, signal) => notifyApproval(system, data, signal))
  await system.jobs.work(notifyVisitorJob, (data, signal) => notifyVisitorRequest(system, data, signal))
  await system.jobs.work(fillJob, (data, signal) => fillDataset(system, data, signal))
  await system.jobs.work(ingestJob, (data, signal) => ingest(system, data, signal))
  await system.jobs.work(syncJob, (data, signal) => runSync(system, data, signal))
  await resumeSyncs(system)
  await system.jobs.work(buildIndexJob, (data, signal) => runBuildIndex(system, data, signal))
  await system.jobs.work(deleteIndexJob, (data, signal) => runDeleteIndex(system, data, signal))
  await resumeIndexes(system)
  await renewOutdatedSoon(system.db)
  void sweepLeftSoon(system.db)
  await system.jobs.work(fillMetadataJob, (data, _signal, job) => fillMetadata(system, data, job))
  await resumeFills(system)
  await system.jobs.work(labGenerationJob, (data, _signal, job) => makeQuestions(system, data, job))
  await resumeGenerations(system)
  await system.jobs.work(trainClassifierJob, (data, _signal, job) => trainClassifier(system, data, job))
  await system.jobs.work(followFineTuneJob, (data, signal) => pollFineTune(system, data, signal))
  await resumeTrainings(system)
  const unfinished = await system.db
    .select({
      documentId: documents.id,
      knowledgeBaseId: documents.knowledgeBaseId,
      workspaceId: documents.workspaceId,
    })
    .from(documents)
    .where(notInArray(documents.status, ['ready', 'failed']))
  // Waiting jobs keep their key, so a document's job is not duplicated.
  for (const document of unfinished) await system.jobs.send(ingestJob, document, { key: document.documentId })
}

/** Preloads the libraries of the model services in use, which takes a second or more. */
export async function warmModels(system: System): Promise<void> {
  const used = await system.db.selectDistinct({ provider: connections.provider }).from(connections)
  await warmProviders(used.map(({ provider }) => provider)).catch((cause: unknown) =>
    log().warn({ cause }, 'failed to load a model service'),
  )
}
