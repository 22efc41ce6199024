import 'server-only'
import { Worker } from 'node:worker_threads'
import { AppError } from '@/lib/core/app-error'
import { LruCache } from '@/lib/core/lru-cache'
import { problem } from '@/lib/messages/problems/problem'
import { disableTelemetry } from '@/lib/platform/disable-telemetry'
import { YOUNG_LIMIT } from '@/lib/platform/thread-memory'
import { BatchQueue, type EmbedBatch, type EmbedJob } from './batch-queue'
import { type CutText, type EmbedAs, type EmbeddedText, type EmbedderOptions, EmbedderReply } from './embedder-protocol'

const CACHED_QUERIES = 500
const MAX_ATTEMPTS = 2

export interface EmbedTextsOptions {
  signal?: AbortSignal | undefined
  onProgress?: ((done: number, total: number) => void) | undefined
}

export interface Embedder {
  /** Returns unit vectors with 384 dimensions, in input order. */
  embedTexts(texts: readonly string[], options?: EmbedTextsOptions): Promise<Float32Array[]>
  /** Returns vectors with sketches of the sentences and tokens. */
  embedPassages(texts: readonly CutText[], options?: EmbedTextsOptions): Promise<EmbeddedText[]>
  /** Returns vectors with the tokens of the questions. */
  embedQuestions(texts: readonly string[], options?: EmbedTextsOptions): Promise<EmbeddedText[]>
  /** Ends the thread and fails open requests. The next request restarts it. */
  close(): Promise<void>
}

export interface CreateEmbedderOptions extends Partial<EmbedderOptions> {
  modelsDirectory: string
  /** URL of the bundled embedder.entry.ts. */
  entry: URL
}

/** Runs the built-in embedding model in its own thread, started by the first request. */
export function createEmbedder(options: CreateEmbedderOptions): Embedder {
  const thread = new EmbedderThread(options)
  const cache = new LruCache<string, EmbeddedText>(CACHED_QUERIES)
  const embed = async (texts: readonly CutText[], as: EmbedAs, options: EmbedTextsOptions) => {
    options.signal?.throwIfAborted()
    return texts.length === 0 ? [] : await thread.run(texts, as, options)
  }
  const embedUncut = async (texts: readonly string[], as: 'text' | 'question', options: EmbedTextsOptions) => {
    const [query = ''] = texts
    const key = `${as} ${query}`
    const cachedVector = texts.length === 1 ? cache.get(key) : undefined
    if (cachedVector) return [cachedVector]
    const embedded = await embed(
      texts.map((text) => ({ text, cuts: [] })),
      as,
      options,
    )
    if (texts.length === 1 && embedded[0]) cache.set(key, embedded[0])
    return embedded
  }
  return {
    async embedTexts(texts, options = {}) {
      options.signal?.throwIfAborted()
      return (await embedUncut(texts, 'text', options)).map(({ vector }) => vector.slice())
    },
    embedPassages: (texts, options = {}) => embed(texts, 'passage', options),
    async embedQuestions(texts, options = {}) {
      options.signal?.throwIfAborted()
      return (await embedUncut(texts, 'question', options)).map((embedded) => ({
        ...embedded,
        vector: embedded.vector.slice(),
      }))
    },
    close: () => thread.close(),
  }
}

class EmbedderThread {
  private readonly queue = new BatchQueue()
  private worker: Worker | undefined
  private current: EmbedBatch | undefined
  private nextId = 0

  constructor(private readonly options: CreateEmbedderOptions) {}

  run(texts: readonly CutText[], as: EmbedAs, { signal, onProgress }: EmbedTextsOptions): Promise<EmbeddedText[]> {
    return new Promise((resolve, reject) => {
      const job: EmbedJob = {
        texts,
        as,
        embedded: new Array(texts.length),
        done: 0,
        signal,
        onProgress,
        resolve,
        reject,
      }
      // A batch that is already running completes, and its result is discarded.
      const onAbort = () => this.fail(job, signal?.reason)
      signal?.addEventListener('abort', onAbort, { once: true })
      job.resolve = (embedded) => {
        signal?.removeEventListener('abort', onAbort)
        resolve(embedded)
      }
      this.queue.add(job)
      this.pump()
    })
  }

  async close(): Promise<void> {
    const requests = [...(this.current ? [this.current] : []), ...this.queue.drain()]
    this.current = undefined
    const worker = this.worker
    this.worker = undefined
    for (const { job } of requests) job.reject(new AppError('CANCELLED', problem('models.embedderStopped')))
    await worker?.terminate()
  }

  private pump(): void {
    if (this.current) return
    const batch = this.queue.next()
    if (!batch) {
      // An idle thread must not keep the process alive.
      this.worker?.unref()
      return
    }
    this.current = batch
    this.nextId += 1
    batch.attempts += 1
    this.worker ??= this.start()
    this.worker.ref()
    this.worker.postMessage({
      id: this.nextId,
      as: batch.job.as,
      texts: batch.indexes.map((index) => batch.job.texts[index] ?? { text: '', cuts: [] }),
    })
  }

  private start(): Worker {
    const { entry, modelsDirectory, builtModels, runtime = 'auto', threads = 1 } = this.options
    disableTelemetry()
    const workerData: EmbedderOptions = { modelsDirectory, builtModels, runtime, threads }
    const worker = new Worker(entry, { name: 'embedder', workerData, resourceLimits: YOUNG_LIMIT })
    worker.on('message', (message: unknown) => this.receive(EmbedderReply.parse(message)))
    worker.on('error', (cause) => this.crashed(worker, cause))
    worker.on('exit', (code) => this.crashed(worker, new Error(`The embedding thread exited with code ${code}.`)))
    return worker
  }

  private receive(reply: EmbedderReply): void {
    const batch = this.current
    if (!batch || reply.id !== this.nextId) return
    this.current = undefined
    if ('error' in reply) this.fail(batch.job, embeddingFailed(new Error(reply.error)))
    else settle(batch, reply.embedded)
    this.pump()
  }

  /** Retries a batch in a second thread; a batch that crashes two threads is failed. */
  private crashed(worker: Worker, cause: unknown): void {
    if (this.worker !== worker) return
    this.worker = undefined
    const batch = this.current
    this.current = undefined
    if (batch && batch.attempts < MAX_ATTEMPTS) this.queue.putBack(batch)
    else if (batch) this.fail(batch.job, embeddingFailed(cause))
    this.pump()
  }

  private fail(job: EmbedJob, error: unknown): void {
    this.queue.drop(job)
    job.reject(error)
  }
}

function settle({ job, indexes }: EmbedBatch, embedded: readonly EmbeddedText[]): void {
  for (const [position, index] of indexes.entries()) job.embedded[index] = embedded[position]
  job.done += indexes.length
  if (!job.signal?.aborted) job.onProgress?.(job.done, job.texts.length)
  if (job.done === job.texts.length) job.resolve(job.embedded.filter((text) => text !== undefined))
}

function embeddingFailed(cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new AppError('MODEL_FAILED', problem('models.builtinEmbedderFailed', { reason }), { cause })
}
