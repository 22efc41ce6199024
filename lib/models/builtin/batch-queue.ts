const BATCH_SIZE = 8
/** Up to this many texts a request counts as somebody waiting for a search, not as ingestion. */
const SMALL_REQUEST = 4

export interface EmbedJob {
  texts: readonly string[]
  vectors: (Float32Array | undefined)[]
  done: number
  signal?: AbortSignal | undefined
  onProgress?: ((done: number, total: number) => void) | undefined
  resolve(vectors: Float32Array[]): void
  reject(error: unknown): void
}

export interface EmbedBatch {
  job: EmbedJob
  /** Places of the batch's texts in the job. */
  indexes: number[]
  attempts: number
}

/** Orders batches: small requests go before bulk ones; among equals first come, first served. */
export class BatchQueue {
  private readonly small: EmbedBatch[] = []
  private readonly bulk: EmbedBatch[] = []

  add(job: EmbedJob): void {
    // Texts of like length in one batch carry little padding.
    const order = [...job.texts.keys()].sort((a, b) => (job.texts[a]?.length ?? 0) - (job.texts[b]?.length ?? 0))
    const line = job.texts.length <= SMALL_REQUEST ? this.small : this.bulk
    for (let start = 0; start < order.length; start += BATCH_SIZE) {
      line.push({ job, indexes: order.slice(start, start + BATCH_SIZE), attempts: 0 })
    }
  }

  next(): EmbedBatch | undefined {
    return this.small.shift() ?? this.bulk.shift()
  }

  putBack(batch: EmbedBatch): void {
    this.small.unshift(batch)
  }

  drop(job: EmbedJob): void {
    for (const line of [this.small, this.bulk]) {
      const kept = line.filter((batch) => batch.job !== job)
      line.splice(0, line.length, ...kept)
    }
  }

  drain(): EmbedBatch[] {
    return [...this.small.splice(0), ...this.bulk.splice(0)]
  }
}
