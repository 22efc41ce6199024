import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { callService, postToService, uploadToService } from './call-service'
import type {
  FineTuneConnection,
  FineTuneService,
  LossPoint,
  NewRemoteJob,
  RemoteEvent,
  RemoteJob,
} from './fine-tune-service'
import { OpenAiCheckpoint, OpenAiEvent, OpenAiFile, OpenAiJob, pageOf, toLossPoint } from './openai-shapes'

const PAGE = 100
const MAX_PAGES = 20

/** OpenAI nests settings under `method`; services with its older format use `hyperparameters`. */
export type SettingsAs = 'method' | 'hyperparameters'

/** The fine-tuning API of OpenAI and of services that share its format. */
export class OpenAiFineTuning implements FineTuneService {
  constructor(
    private readonly connection: FineTuneConnection,
    private readonly settingsAs: SettingsAs,
  ) {}

  async uploadFile(lines: Uint8Array<ArrayBuffer>, name: string, signal: AbortSignal): Promise<string> {
    const sent = { lines, name, fields: { purpose: 'fine-tune' }, signal }
    const file = await uploadToService(this.connection, OpenAiFile, '/files', sent)
    if (file.status === 'error')
      throw new AppError(
        'INVALID_INPUT',
        file.status_details
          ? problem('training.fileRejected', { reason: file.status_details })
          : problem('training.fileRejectedSilently'),
      )
    return file.id
  }

  async createJob(job: NewRemoteJob, signal: AbortSignal): Promise<RemoteJob> {
    const body: JsonObject = {
      model: job.model,
      training_file: job.trainingFile,
      ...(job.validationFile === null ? {} : { validation_file: job.validationFile }),
      ...(job.suffix === '' ? {} : { suffix: job.suffix }),
      ...settingsOf(job, this.settingsAs),
    }
    return toRemoteJob(await postToService(this.connection, OpenAiJob, '/fine_tuning/jobs', { body, signal }))
  }

  async findJob(trainingFile: string, signal: AbortSignal): Promise<RemoteJob | null> {
    for await (const job of this.#pages(OpenAiJob, '/fine_tuning/jobs', signal))
      if (job.training_file === trainingFile) return toRemoteJob(job)
    return null
  }

  async getJob(id: string, signal: AbortSignal): Promise<RemoteJob> {
    return toRemoteJob(await callService(this.connection, OpenAiJob, jobPath(id), { signal }))
  }

  async cancelJob(id: string, signal: AbortSignal): Promise<RemoteJob> {
    const path = `${jobPath(id)}/cancel`
    return toRemoteJob(await postToService(this.connection, OpenAiJob, path, { body: null, signal }))
  }

  async newEvents(id: string, isKnown: (eventId: string) => boolean, signal: AbortSignal): Promise<RemoteEvent[]> {
    const events: RemoteEvent[] = []
    for await (const event of this.#pages(OpenAiEvent, `${jobPath(id)}/events`, signal)) {
      if (isKnown(event.id)) break
      events.push(toRemoteEvent(event))
    }
    return events
  }

  /** A missing checkpoint endpoint does not fail the training. */
  async lossPoints(id: string, signal: AbortSignal): Promise<LossPoint[]> {
    const path = `${jobPath(id)}/checkpoints?limit=${PAGE}`
    const { data } = await callService(this.connection, pageOf(OpenAiCheckpoint), path, { signal }).catch(() => ({
      data: [],
    }))
    return data.map(({ step_number, metrics }) => toLossPoint(step_number, metrics)).filter((point) => point !== null)
  }

  async *#pages<T extends z.ZodType<{ id: string }>>(
    item: T,
    path: string,
    signal: AbortSignal,
  ): AsyncGenerator<z.infer<T>> {
    let after = ''
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const from = after === '' ? '' : `&after=${encodeURIComponent(after)}`
      const { data, has_more } = await callService(this.connection, pageOf(item), `${path}?limit=${PAGE}${from}`, {
        signal,
      })
      yield* data
      const last = data.at(-1)
      // Guards against a service that returns the same page repeatedly.
      if (has_more !== true || last === undefined || last.id === after) return
      after = last.id
    }
  }
}

const jobPath = (id: string): string => `/fine_tuning/jobs/${encodeURIComponent(id)}`

function toRemoteJob(job: OpenAiJob): RemoteJob {
  return {
    id: job.id,
    status: job.status === 'validating_files' ? 'validating' : job.status,
    trainingFile: job.training_file ?? null,
    tunedModel: job.fine_tuned_model ?? null,
    trainedTokens: job.trained_tokens ?? null,
    cost: null,
    share: null,
    error: job.error?.message ?? null,
  }
}

function toRemoteEvent({ id, created_at, level, message, data }: OpenAiEvent): RemoteEvent {
  const share = data?.step && data.total_steps ? data.step / data.total_steps : null
  return { id, at: new Date(created_at * 1_000), level, message, point: toLossPoint(null, data), share }
}

function settingsOf({ epochs, batchSize, learningRateMultiplier }: NewRemoteJob, settingsAs: SettingsAs): JsonObject {
  const hyperparameters = {
    ...(epochs === 'auto' ? {} : { n_epochs: epochs }),
    ...(batchSize === 'auto' ? {} : { batch_size: batchSize }),
    ...(learningRateMultiplier === 'auto' ? {} : { learning_rate_multiplier: learningRateMultiplier }),
  }
  if (Object.keys(hyperparameters).length === 0) return {}
  if (settingsAs === 'hyperparameters') return { hyperparameters }
  return { method: { type: 'supervised', supervised: { hyperparameters } } }
}
