import 'server-only'
import { FineTuneSettings } from '@/lib/contracts/training'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { problem } from '@/lib/messages/problems/problem'
import type { RemoteJob } from '@/lib/models/fine-tuning/fine-tune-service'
import { toTrainingLine } from '@/lib/models/fine-tuning/to-chat-example'
import type { OpenFineTune } from './fine-tune-connection'
import { recordUpload, type SentFile } from './fine-tune-ledger'
import { type FineTuneState, fromFineTuneState } from './fine-tune-state'
import { addEvents, changeJob, stageColumns, type TrainingJobRow } from './job-progress'
import { readConversations } from './read-training-data'
import type { TrainingJobData } from './training-jobs'

interface Sending {
  job: TrainingJobRow
  data: TrainingJobData
  state: FineTuneState
  service: OpenFineTune
  signal: AbortSignal
}

/** Uploads the files and creates the job; each step is stored before the next, so that none is paid for twice. */
export async function sendFineTune(db: Database, { job, data, state, service, signal }: Sending): Promise<RemoteJob> {
  const { client } = service
  let savedState = state
  const remember = async (changes: FineTuneState) => {
    savedState = { ...savedState, ...changes }
    // Cancelled or deleted meanwhile: nothing more is sent.
    if (!(await changeJob(db, data, { remote: fromFineTuneState(savedState) })))
      throw new AppError('CANCELLED', problem('training.cancelled'))
  }
  if (savedState.creating !== undefined) {
    const found = await client.findJob(savedState.creating, signal)
    if (found) return found
  }
  await changeJob(db, data, { status: 'validating', ...stageColumns(problem('training.stageSending')) })
  if (savedState.trainingFile === undefined) {
    const files = await writeFiles(db, job)
    const upload = (file: TrainingFile, part: string) =>
      uploadRecorded(db, { job, service, file, name: `patchbay-${job.id}-${part}.jsonl`, signal })
    await remember({ trainingFile: await upload(files.train, 'train') })
    if (files.validation) await remember({ validationFile: await upload(files.validation, 'validation') })
    await addEvents(db, data, [{ level: 'info', message: problem('training.examplesSent') }])
  }
  const trainingFile = savedState.trainingFile ?? ''
  await client.whenReady?.(trainingFile, signal)
  if (savedState.validationFile !== undefined) await client.whenReady?.(savedState.validationFile, signal)
  await remember({ creating: trainingFile })
  const settings = FineTuneSettings.parse(job.settings)
  const validationFile = savedState.validationFile ?? null
  // Services allow 18 to 64 letters; the end of the id distinguishes models of one name.
  const suffix = `pb-${job.id.slice(-12)}`
  return client
    .createJob({ model: job.baseModel ?? '', trainingFile, validationFile, suffix, ...settings }, signal)
    .catch(async (error: unknown) => {
      // An explicit rejection means that no job was created.
      if (AppError.isInstance(error) && REFUSALS.has(error.code)) await remember({ creating: undefined })
      throw error
    })
}

const REFUSALS = new Set([
  'INVALID_INPUT',
  'MODEL_UNAUTHORIZED',
  'MODEL_MISSING',
  'MODEL_RATE_LIMITED',
  'LIMIT_EXCEEDED',
])

interface Upload {
  job: TrainingJobRow
  service: OpenFineTune
  file: TrainingFile
  name: string
  signal: AbortSignal
}

/** The ledger records sent data before the job does, also if the service failed in the middle. */
async function uploadRecorded(db: Database, { job, service, file, name, signal }: Upload): Promise<string> {
  const startedAt = performance.now()
  const record = (outcome: SentFile['outcome'], errorCode: string | null) => {
    const { examples, characters } = file
    const durationMs = performance.now() - startedAt
    return recordUpload(db, job, service.destination, { examples, characters, outcome, errorCode, durationMs })
  }
  try {
    const id = await service.client.uploadFile(file.bytes, name, signal)
    await record('ok', null)
    return id
  } catch (error) {
    const code = AppError.isInstance(error) ? error.code : 'INTERNAL'
    await record(signal.aborted ? 'cancelled' : 'failed', code)
    throw error
  }
}

interface TrainingFile {
  bytes: Uint8Array<ArrayBuffer>
  examples: number
  characters: number
}

interface Files {
  train: TrainingFile
  validation: TrainingFile | null
}

async function writeFiles(db: Database, job: TrainingJobRow): Promise<Files> {
  const lines: { train: string[]; validation: string[] } = { train: [], validation: [] }
  const version = { workspaceId: job.workspaceId, datasetVersionId: job.datasetVersionId ?? '' }
  // The test examples stay here: sent examples cannot be used for testing.
  for await (const { messages, part } of readConversations(db, version))
    if (messages && part !== 'test') lines[part].push(toTrainingLine(messages))
  return { train: fileOf(lines.train), validation: lines.validation.length > 0 ? fileOf(lines.validation) : null }
}

function fileOf(lines: readonly string[]): TrainingFile {
  const text = lines.join('')
  return { bytes: new TextEncoder().encode(text), examples: lines.length, characters: text.length }
}
