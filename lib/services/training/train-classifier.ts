import 'server-only'
import { ClassifierSettings } from '@/lib/contracts/training'
import { MIN_TEST_EXAMPLES, testExamplesOf } from '@/lib/contracts/training-metrics'
import { AppError } from '@/lib/core/app-error'
import { JsonObjectSchema } from '@/lib/core/json'
import type { RunningJob } from '@/lib/jobs/job-queue'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { embedTexts } from '@/lib/models/builtin/embedder'
import { BUILTIN_EMBEDDER } from '@/lib/models/builtin/embedder-info'
import { encodeClassifier } from '@/lib/models/training/classifier-artifact'
import { type RunTrainerOptions, runTrainer } from '@/lib/models/training/run-trainer'
import type { TrainedClassifier } from '@/lib/models/training/train-classifier'
import type { TrainingProgress } from '@/lib/models/training/training-report'
import type { System } from '../system'
import { describeAccuracy } from './describe-accuracy'
import { insertVersion } from './insert-version'
import { addEvents, changeJob, endJob, openJob, type TrainingJobRow, watchCancel } from './job-progress'
import { progressWriter } from './progress-writer'
import { collectLabeled, type LabeledSet } from './read-training-data'
import { type TrainingJobData, trainClassifierJob } from './training-jobs'

const SEED = 7
/** The embedding's part of the progress bar. */
const EMBED_PERCENT = 40

export interface TrainingParts {
  embed: typeof embedTexts
  /** For tests: the bundled trainer. */
  entry?: RunTrainerOptions['entry']
}

/** Handler of the job. Nothing is stored before the end, so a job interrupted by a crash is simply repeated. */
export async function trainClassifier(
  system: Pick<System, 'db'>,
  data: TrainingJobData,
  running: Pick<RunningJob, 'signal' | 'attempt'>,
  parts: TrainingParts = { embed: embedTexts },
): Promise<void> {
  const { db } = system
  const job = await openJob(db, data)
  if (!job) return
  const cancel = watchCancel(db, data)
  const signal = AbortSignal.any([running.signal, cancel.signal])
  try {
    if (job.cancelRequestedAt !== null) cancel.cancel()
    signal.throwIfAborted()
    await changeJob(db, data, { status: 'running', startedAt: job.startedAt ?? new Date(), error: null })
    await train(system, { job, data, signal, parts })
  } catch (error) {
    // A shutdown is not a failure of the training: the job will be retried.
    if (running.signal.aborted) throw error
    if (cancel.signal.aborted) await endJob(db, data, { status: 'cancelled' })
    else if (AppError.isInstance(error)) await endJob(db, data, { status: 'failed', failure: error })
    else if (running.attempt < trainClassifierJob.retryLimit) throw error
    else
      await endJob(db, data, {
        status: 'failed',
        failure: problem('training.failedRepeatedly'),
      })
  } finally {
    cancel.stop()
  }
}

interface Training {
  job: TrainingJobRow
  data: TrainingJobData
  signal: AbortSignal
  parts: TrainingParts
}

async function train({ db }: Pick<System, 'db'>, { job, data, signal, parts }: Training): Promise<void> {
  const settings = ClassifierSettings.parse(job.settings)
  const write = progressWriter(db, data)
  const labeledSet = await collectLabeled(db, { ...data, datasetVersionId: job.datasetVersionId ?? '' })
  const names = [...new Set(labeledSet.labels)].sort()
  const message = problem('training.dataRead', { examples: labeledSet.texts.length, classes: names.length })
  await addEvents(db, data, [{ level: 'info', message }])
  const vectors = await parts.embed(labeledSet.texts, {
    signal,
    onProgress: (done, total) =>
      write({ stage: problem('training.stageEmbedding', { done, total }), progress: (done / total) * EMBED_PERCENT }),
  })
  const trained = await runTrainer(
    {
      dims: BUILTIN_EMBEDDER.dims,
      names,
      vectors: concatenated(vectors),
      test: labeledSet.test,
      labels: labeledSet.labels.map((label) => names.indexOf(label)),
      options: {
        folds: settings.folds,
        weightDecays: settings.strengths,
        threshold: settings.threshold,
        seed: SEED,
        learningCurve: settings.learningCurve,
      },
    },
    {
      signal,
      onProgress: (progress) => write(describeStep(progress)),
      ...(parts.entry === undefined ? {} : { entry: parts.entry }),
    },
  )
  await write.flush()
  await store(db, { job, data, set: labeledSet, names, trained })
}

const STAGES = {
  choose: problem('training.stageRegularization'),
  threshold: problem('training.stageThreshold'),
  fit: problem('training.stageFit'),
  curve: problem('training.stageCurve'),
} as const satisfies Record<TrainingProgress['step'], Problem>

function describeStep({ step, done, epoch }: TrainingProgress) {
  return {
    stage: STAGES[step],
    progress: EMBED_PERCENT + done * (99 - EMBED_PERCENT),
    ...(epoch === null ? {} : { point: { step: epoch.epoch, trainLoss: epoch.loss } }),
  }
}

interface Result {
  job: TrainingJobRow
  data: TrainingJobData
  set: LabeledSet
  names: string[]
  trained: TrainedClassifier
}

async function store(db: System['db'], { job, data, set, names, trained }: Result): Promise<void> {
  const { model, report } = trained
  const artifact = encodeClassifier(
    {
      classes: names,
      embedder: { id: BUILTIN_EMBEDDER.id, sha256: BUILTIN_EMBEDDER.weightsSha256 },
      threshold: report.threshold.threshold,
      settings: {
        weightDecay: report.weightDecay,
        tried: report.tried.map(({ weightDecay }) => weightDecay),
        folds: report.folds,
        seed: SEED,
      },
      dataset: { versionId: job.datasetVersionId ?? '', sha256: set.sha256 },
      examples: report.trainedOn,
    },
    model,
  )
  const metrics = JsonObjectSchema.parse(report)
  const artifactInfo = {
    classes: names,
    bytes: artifact.byteLength,
    embedder: BUILTIN_EMBEDDER.id,
    threshold: report.threshold.threshold,
    datasetSha256: set.sha256,
  }
  await db.transaction(async (tx) => {
    // The first process that ends the job stores the version: a second attempt stores nothing.
    if (!(await endJob(tx, data, { status: 'succeeded', metrics }))) return
    const fit = testExamplesOf(report) >= MIN_TEST_EXAMPLES
    const { number, isLive } = await insertVersion(tx, job, { artifact, artifactInfo, metrics, fit })
    const params = { version: number, accuracy: describeAccuracy(report) }
    const message = isLive ? problem('training.versionReady', params) : problem('training.versionCandidate', params)
    await addEvents(tx, data, [{ level: 'info', message }])
  })
}

function concatenated(vectors: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(vectors.length * BUILTIN_EMBEDDER.dims)
  for (const [row, vector] of vectors.entries()) all.set(vector, row * BUILTIN_EMBEDDER.dims)
  return all
}
