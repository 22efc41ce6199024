import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { callService, postToService, untilReady, uploadToService } from './call-service'
import type {
  FineTuneConnection,
  FineTuneService,
  LossPoint,
  NewRemoteJob,
  RemoteEvent,
  RemoteJob,
} from './fine-tune-service'
import { TogetherEvent, TogetherFile, TogetherJob, TogetherMetrics, toLossPoints } from './together-shapes'

/** Together reports prices in billionths of a dollar, as its own client shows. */
const NANODOLLARS_PER_MICRO = 1_000

/**
 * Together's fine-tuning API with its own file upload, `/fine-tunes` and a separate loss curve.
 * https://docs.together.ai/reference/post-fine-tunes, …/reference/upload-file,
 * …/docs/fine-tuning-training-metrics
 */
export class TogetherFineTuning implements FineTuneService {
  constructor(private readonly connection: FineTuneConnection) {}

  async uploadFile(lines: Uint8Array<ArrayBuffer>, name: string, signal: AbortSignal): Promise<string> {
    const sent = { lines, name, fields: { purpose: 'fine-tune', file_name: name }, signal }
    return (await uploadToService(this.connection, TogetherFile, '/files/upload', sent)).id
  }

  async whenReady(file: string, signal: AbortSignal): Promise<void> {
    await untilReady(async () => {
      const path = `/files/${encodeURIComponent(file)}`
      const { processing_status: status, validation_report: report } = await callService(
        this.connection,
        TogetherFile,
        path,
        { signal },
      )
      if (status === 'INVALID_FORMAT' || status === 'FAILED')
        throw new AppError(
          'INVALID_INPUT',
          report?.error
            ? problem('training.fileRejected', { reason: report.error.slice(0, 400) })
            : problem('training.fileRejectedSilently'),
        )
      // API versions before June 2026 do not report a status.
      return status === undefined || status === 'COMPLETED'
    }, signal)
  }

  async createJob(job: NewRemoteJob, signal: AbortSignal): Promise<RemoteJob> {
    const epochs = job.epochs === 'auto' ? 1 : job.epochs
    const body: JsonObject = {
      model: job.model,
      training_file: job.trainingFile,
      n_epochs: epochs,
      // The service ignores a validation file unless evaluations are requested.
      ...(job.validationFile === null ? {} : { validation_file: job.validationFile, n_evals: epochs }),
      ...(job.batchSize === 'auto' ? {} : { batch_size: job.batchSize }),
      suffix: job.suffix,
    }
    return toRemoteJob(await postToService(this.connection, TogetherJob, '/fine-tunes', { body, signal }))
  }

  async findJob(trainingFile: string, signal: AbortSignal): Promise<RemoteJob | null> {
    const { data } = await callService(this.connection, List, '/fine-tunes', { signal })
    const found = data.find(({ training_file }) => training_file === trainingFile)
    return found ? toRemoteJob(found) : null
  }

  async getJob(id: string, signal: AbortSignal): Promise<RemoteJob> {
    return toRemoteJob(await callService(this.connection, TogetherJob, jobPath(id), { signal }))
  }

  async cancelJob(id: string, signal: AbortSignal): Promise<RemoteJob> {
    const path = `${jobPath(id)}/cancel`
    return toRemoteJob(await postToService(this.connection, TogetherJob, path, { body: null, signal }))
  }

  async newEvents(id: string, isKnown: (eventId: string) => boolean, signal: AbortSignal): Promise<RemoteEvent[]> {
    const { data } = await callService(this.connection, Events, `${jobPath(id)}/events`, { signal })
    return data
      .map(toRemoteEvent)
      .filter((event) => !isKnown(event.id))
      .toSorted((a, b) => b.at.getTime() - a.at.getTime())
  }

  /** A job that has not started has no metrics yet. */
  async lossPoints(id: string, signal: AbortSignal): Promise<LossPoint[]> {
    const path = `${jobPath(id)}/metrics?resolution=500`
    return toLossPoints(await callService(this.connection, TogetherMetrics, path, { signal }).catch(() => ({})))
  }
}

const List = z.looseObject({ data: z.array(TogetherJob) })
const Events = z.looseObject({ data: z.array(TogetherEvent) })
const jobPath = (id: string): string => `/fine-tunes/${encodeURIComponent(id)}`

const STATUSES: Readonly<Record<TogetherJob['status'], RemoteJob['status']>> = {
  pending: 'queued',
  queued: 'queued',
  running: 'running',
  compressing: 'running',
  uploading: 'running',
  cancel_requested: 'running',
  cancelled: 'cancelled',
  error: 'failed',
  completed: 'succeeded',
}

function toRemoteJob(job: TogetherJob): RemoteJob {
  const { total_price: price, events } = job
  return {
    id: job.id,
    status: STATUSES[job.status],
    trainingFile: job.training_file ?? null,
    tunedModel: job.model_output_name ?? null,
    trainedTokens: job.token_count ?? null,
    cost: price ? { micros: Math.ceil(price / NANODOLLARS_PER_MICRO), isEstimated: false } : null,
    share: null,
    error: events?.findLast(({ type }) => type === 'job_error')?.message ?? null,
  }
}

/** Events have no ids; time, type and step identify them. */
function toRemoteEvent({ created_at, type, step, total_steps, level, message }: TogetherEvent): RemoteEvent {
  return {
    id: [created_at, type, step ?? ''].join(' '),
    at: new Date(created_at),
    level: level?.endsWith('error') ? 'error' : level?.endsWith('warning') ? 'warn' : 'info',
    message,
    point: null,
    share: step && total_steps ? step / total_steps : null,
  }
}
