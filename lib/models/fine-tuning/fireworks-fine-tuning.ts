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
import { FireworksAccounts, FireworksDataset, FireworksJob, FireworksJobs } from './fireworks-shapes'

/** Larger files must go to a signed storage URL at Fireworks; uploads are limited to the configured host. */
const MAX_BYTES = 150 * 1024 * 1024
const PAGE = 200
const MAX_PAGES = 20

/**
 * Fireworks supervised fine-tuning: data sets are created first, jobs belong to an account. Names
 * derive from the file and the job, so a repeated creation finds the existing one.
 * https://docs.fireworks.ai/fine-tuning/fine-tuning-via-api,
 * …/api-reference/create-supervised-fine-tuning-job
 */
export class FireworksFineTuning implements FineTuneService {
  #account: Promise<string> | null = null

  /** @param account account id, or empty for the only account of the key */
  constructor(
    private readonly connection: FineTuneConnection,
    private readonly account: string,
  ) {}

  async uploadFile(lines: Uint8Array<ArrayBuffer>, fileName: string, signal: AbortSignal): Promise<string> {
    if (lines.byteLength > MAX_BYTES) throw new AppError('INVALID_INPUT', problem('training.fireworksFileTooLarge'))
    const account = await this.#accountName(signal)
    const datasetId = fileName.replace(/\.jsonl$/, '')
    const exampleCount = String(lines.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0))
    const body: JsonObject = { datasetId, dataset: { exampleCount, userUploaded: {} } }
    const name = `${account}/datasets/${datasetId}`
    await postToService(this.connection, FireworksDataset, `/${account}/datasets`, { body, signal }).catch(
      (error: unknown) => this.#unlessThere(name, error, signal),
    )
    const sent = { lines, name: fileName, fields: {}, signal }
    await uploadToService(this.connection, z.unknown(), `${pathOf(name)}:upload`, sent)
    return name
  }

  async whenReady(name: string, signal: AbortSignal): Promise<void> {
    await untilReady(async () => {
      const { state, status } = await callService(this.connection, FireworksDataset, pathOf(name), { signal })
      if (status?.code && status.code !== 'OK')
        throw new AppError(
          'INVALID_INPUT',
          problem('training.examplesRejected', { reason: status.message ?? status.code }),
        )
      return state === 'READY'
    }, signal)
  }

  async createJob(job: NewRemoteJob, signal: AbortSignal): Promise<RemoteJob> {
    const account = await this.#accountName(signal)
    const body: JsonObject = {
      dataset: job.trainingFile,
      baseModel: job.model,
      displayName: job.suffix,
      ...(job.validationFile === null ? {} : { evaluationDataset: job.validationFile }),
      ...(job.epochs === 'auto' ? {} : { epochs: job.epochs }),
    }
    const path = `/${account}/supervisedFineTuningJobs?supervisedFineTuningJobId=${encodeURIComponent(job.suffix)}`
    return toRemoteJob(await postToService(this.connection, FireworksJob, path, { body, signal }))
  }

  async findJob(trainingFile: string, signal: AbortSignal): Promise<RemoteJob | null> {
    const account = await this.#accountName(signal)
    let token = ''
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const path = `/${account}/supervisedFineTuningJobs?pageSize=${PAGE}&pageToken=${encodeURIComponent(token)}`
      const answer = await callService(this.connection, FireworksJobs, path, { signal })
      const found = answer.supervisedFineTuningJobs?.find(({ dataset }) => dataset === trainingFile)
      if (found) return toRemoteJob(found)
      if (!answer.nextPageToken || answer.nextPageToken === token) return null
      token = answer.nextPageToken
    }
    return null
  }

  async getJob(id: string, signal: AbortSignal): Promise<RemoteJob> {
    return toRemoteJob(await callService(this.connection, FireworksJob, pathOf(id), { signal }))
  }

  async cancelJob(id: string, signal: AbortSignal): Promise<RemoteJob> {
    await postToService(this.connection, z.unknown(), `${pathOf(id)}:cancel`, { body: {}, signal })
    return this.getJob(id, signal)
  }

  /** Fireworks reports state and percentage but no events. */
  newEvents(): Promise<RemoteEvent[]> {
    return Promise.resolve([])
  }

  /** The curve is only available at a signed storage URL, which is not fetched. */
  lossPoints(): Promise<LossPoint[]> {
    return Promise.resolve([])
  }

  #accountName(signal: AbortSignal): Promise<string> {
    this.#account ??= this.#findAccount(signal)
    return this.#account
  }

  async #findAccount(signal: AbortSignal): Promise<string> {
    if (this.account !== '') return `accounts/${encodeURIComponent(this.account)}`
    const { accounts } = await callService(this.connection, FireworksAccounts, '/accounts', { signal })
    const [only, ...others] = accounts ?? []
    if (!only || others.length > 0) throw new AppError('INVALID_INPUT', problem('training.fireworksAccountMissing'))
    return pathOf(only.name).slice(1)
  }

  /** Ignores the error if an earlier attempt created the data set but its response was lost. */
  async #unlessThere(name: string, error: unknown, signal: AbortSignal): Promise<void> {
    const found = await callService(this.connection, FireworksDataset, pathOf(name), { signal }).catch(() => null)
    if (!found) throw error
  }
}

/** Names are paths: `accounts/{account}/{kind}/{id}`. */
const pathOf = (name: string): string => `/${name.split('/').map(encodeURIComponent).join('/')}`

const STATUSES: ReadonlyMap<string, RemoteJob['status']> = new Map([
  ['JOB_STATE_CREATING', 'queued'],
  ['JOB_STATE_PENDING', 'queued'],
  ['JOB_STATE_RE_QUEUEING', 'queued'],
  ['JOB_STATE_VALIDATING', 'validating'],
  ['JOB_STATE_CREATING_INPUT_DATASET', 'validating'],
  ['JOB_STATE_PAUSED', 'paused'],
  ['JOB_STATE_COMPLETED', 'succeeded'],
  ['JOB_STATE_EARLY_STOPPED', 'succeeded'],
  ['JOB_STATE_FAILED', 'failed'],
  ['JOB_STATE_EXPIRED', 'failed'],
  ['JOB_STATE_CANCELLED', 'cancelled'],
  ['JOB_STATE_DELETING', 'cancelled'],
])

function toRemoteJob(job: FireworksJob): RemoteJob {
  const { estimatedCost: cost, jobProgress: progress, status } = job
  const isDollars = cost?.currencyCode === 'USD'
  return {
    id: job.name,
    status: STATUSES.get(job.state ?? '') ?? 'running',
    trainingFile: job.dataset ?? null,
    tunedModel: job.outputModel ?? null,
    trainedTokens: null,
    cost: isDollars
      ? { micros: Math.ceil((cost.units ?? 0) * 1e6 + (cost.nanos ?? 0) / 1e3), isEstimated: true }
      : null,
    share: typeof progress?.percent === 'number' ? progress.percent / 100 : null,
    error: status?.message || null,
  }
}
