import type { CutText, EmbedAs, EmbeddedText } from './embedder-protocol'

const BATCH_SIZE = 8
/** Upper bounds of request sizes: a search query, the sentences of an answer, the ingestion of a document. */
const LANES = [4, 64, Number.POSITIVE_INFINITY] as const

export interface EmbedJob {
  texts: readonly CutText[]
  as: EmbedAs
  embedded: (EmbeddedText | undefined)[]
  done: number
  signal?: AbortSignal | undefined
  onProgress?: ((done: number, total: number) => void) | undefined
  resolve(embedded: EmbeddedText[]): void
  reject(error: unknown): void
}

export interface EmbedBatch {
  job: EmbedJob
  /** Indexes of the batch's texts in the job. */
  indexes: number[]
  attempts: number
}

/** Schedules batches: smaller requests first, first come, first served among equals. */
export class BatchQueue {
  private readonly lanes: EmbedBatch[][] = LANES.map(() => [])

  add(job: EmbedJob): void {
    // Batching texts of similar length keeps padding low.
    const order = [...job.texts.keys()].sort((a, b) => lengthOf(job.texts[a]) - lengthOf(job.texts[b]))
    const lane = this.lanes[LANES.findIndex((maxTexts) => job.texts.length <= maxTexts)]
    for (let start = 0; start < order.length; start += BATCH_SIZE) {
      lane?.push({ job, indexes: order.slice(start, start + BATCH_SIZE), attempts: 0 })
    }
  }

  next(): EmbedBatch | undefined {
    return this.lanes.find((lane) => lane.length > 0)?.shift()
  }

  putBack(batch: EmbedBatch): void {
    this.lanes[0]?.unshift(batch)
  }

  drop(job: EmbedJob): void {
    for (const lane of this.lanes) {
      const otherBatches = lane.filter((batch) => batch.job !== job)
      lane.splice(0, lane.length, ...otherBatches)
    }
  }

  drain(): EmbedBatch[] {
    return this.lanes.flatMap((lane) => lane.splice(0))
  }
}

const lengthOf = (cut: CutText | undefined): number => cut?.text.length ?? 0
