import 'server-only'
import type { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import type { JsonObject } from '@/lib/core/json'
import type { EgressFetch, EgressInit } from '@/lib/egress/create-egress'
import { hostOf } from '@/lib/providers/get-json'
import { responseError, toModelError } from '@/lib/providers/model-error'
import { pageOf, RemoteCheckpoint, RemoteEvent, RemoteFile, RemoteJob } from './fine-tune-shapes'

const PAGE = 100
const MAX_PAGES = 20
const UPLOAD_MS = 300_000

export interface FineTuneConnection {
  /** Without a trailing slash. */
  baseUrl: string
  headers: Record<string, string>
  fetch: EgressFetch
}

export interface NewRemoteJob {
  model: string
  trainingFile: string
  validationFile: string | null
  suffix: string
  /** `auto`: the service chooses. */
  epochs: number | 'auto'
  batchSize: number | 'auto'
  learningRateMultiplier: number | 'auto'
  /** OpenAI wants the settings under `method`; those that share its older shape, under `hyperparameters`. */
  settingsAs: 'method' | 'hyperparameters'
}

/** The fine-tuning API of OpenAI, and of those that share its shape. Failures are AppErrors; nothing is tried again here. */
export class FineTuneClient {
  constructor(private readonly connection: FineTuneConnection) {}

  async uploadFile(lines: Uint8Array<ArrayBuffer>, fileName: string, signal: AbortSignal): Promise<string> {
    const form = new FormData()
    form.append('purpose', 'fine-tune')
    form.append('file', new Blob([lines], { type: 'application/jsonl' }), fileName)
    const limits = { headersMs: UPLOAD_MS, totalMs: UPLOAD_MS }
    const file = await this.#ask(RemoteFile, '/files', { method: 'POST', body: form, signal, limits })
    if (file.status === 'error')
      throw new AppError(
        'INVALID_INPUT',
        `The service refused the file: ${file.status_details ?? 'it gave no reason'}.`,
      )
    return file.id
  }

  createJob(job: NewRemoteJob, signal: AbortSignal): Promise<RemoteJob> {
    const body: JsonObject = {
      model: job.model,
      training_file: job.trainingFile,
      ...(job.validationFile === null ? {} : { validation_file: job.validationFile }),
      ...(job.suffix === '' ? {} : { suffix: job.suffix }),
      ...settingsOf(job),
    }
    return this.#post(RemoteJob, '/fine_tuning/jobs', body, signal)
  }

  /** A job that was made while its answer was lost. */
  async findJob(trainingFile: string, signal: AbortSignal): Promise<RemoteJob | null> {
    for await (const job of this.#pages(RemoteJob, '/fine_tuning/jobs', signal))
      if (job.training_file === trainingFile) return job
    return null
  }

  getJob(id: string, signal: AbortSignal): Promise<RemoteJob> {
    return this.#ask(RemoteJob, jobPath(id), { signal })
  }

  cancelJob(id: string, signal: AbortSignal): Promise<RemoteJob> {
    return this.#post(RemoteJob, `${jobPath(id)}/cancel`, null, signal)
  }

  /** Newest first, back to the first one that is known already. */
  async newEvents(id: string, isKnown: (eventId: string) => boolean, signal: AbortSignal): Promise<RemoteEvent[]> {
    const events: RemoteEvent[] = []
    for await (const event of this.#pages(RemoteEvent, `${jobPath(id)}/events`, signal)) {
      if (isKnown(event.id)) break
      events.push(event)
    }
    return events
  }

  async checkpoints(id: string, signal: AbortSignal): Promise<z.infer<typeof RemoteCheckpoint>[]> {
    const { data } = await this.#ask(pageOf(RemoteCheckpoint), `${jobPath(id)}/checkpoints?limit=${PAGE}`, { signal })
    return data
  }

  async *#pages<T extends z.ZodType<{ id: string }>>(
    item: T,
    path: string,
    signal: AbortSignal,
  ): AsyncGenerator<z.infer<T>> {
    let after = ''
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const from = after === '' ? '' : `&after=${encodeURIComponent(after)}`
      const { data, has_more } = await this.#ask(pageOf(item), `${path}?limit=${PAGE}${from}`, { signal })
      yield* data
      const last = data.at(-1)
      // A service that gives the same page again must not keep us.
      if (has_more !== true || last === undefined || last.id === after) return
      after = last.id
    }
  }

  #post<T>(schema: z.ZodType<T>, path: string, body: JsonObject | null, signal: AbortSignal): Promise<T> {
    const json = body === null ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    return this.#ask(schema, path, { method: 'POST', signal, ...json })
  }

  async #ask<T>(schema: z.ZodType<T>, path: string, init: EgressInit & { signal: AbortSignal }): Promise<T> {
    const { baseUrl, headers, fetch } = this.connection
    const context = { host: hostOf(baseUrl), model: '', signal: init.signal }
    const ownHeaders = new Headers({ accept: 'application/json', ...headers })
    for (const [name, value] of new Headers(init.headers)) ownHeaders.set(name, value)
    let response: Response
    let body: unknown
    try {
      // Keys and files go to the address that the person named, and nowhere that it sends us.
      response = await fetch(`${baseUrl}${path}`, { ...init, headers: ownHeaders, purpose: 'json', redirect: 'error' })
      if (response.ok) body = await response.json()
    } catch (failure) {
      if (failure instanceof SyntaxError) throw unreadable(context.host)
      throw toModelError(failure, context)
    }
    if (!response.ok) throw await responseError(response, context)
    const parsed = schema.safeParse(body)
    if (!parsed.success) throw unreadable(context.host)
    return parsed.data
  }
}

const jobPath = (id: string): string => `/fine_tuning/jobs/${encodeURIComponent(id)}`

function settingsOf({ epochs, batchSize, learningRateMultiplier, settingsAs }: NewRemoteJob): JsonObject {
  const chosen = {
    ...(epochs === 'auto' ? {} : { n_epochs: epochs }),
    ...(batchSize === 'auto' ? {} : { batch_size: batchSize }),
    ...(learningRateMultiplier === 'auto' ? {} : { learning_rate_multiplier: learningRateMultiplier }),
  }
  if (Object.keys(chosen).length === 0) return {}
  if (settingsAs === 'hyperparameters') return { hyperparameters: chosen }
  return { method: { type: 'supervised', supervised: { hyperparameters: chosen } } }
}

function unreadable(host: string): AppError {
  return new AppError(
    'MODEL_FAILED',
    `${host} answers, but not like a service for fine-tuning. Check the connection's address.`,
  )
}
