import 'server-only'
import type { Database } from '@/lib/db/database'
import { runChunks, runEvents, type StoredRunEvent } from '@/lib/db/schema/runs'
import type { RunEvent } from '@/lib/engine/events'
import { log } from '@/lib/platform/log'

const FLUSH_MS = 40

interface Batch {
  events: StoredRunEvent[]
  chunks: StoredRunEvent[]
}

/** Collects the events of all runs of the process and stores them with one statement a flush and table. */
export class EventLog {
  readonly #db: Database
  #batches = new Map<string, Batch>()
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(db: Database) {
    this.#db = db
  }

  append(runId: string, seq: number, event: RunEvent): void {
    const batch = this.#batches.get(runId) ?? { events: [], chunks: [] }
    this.#batches.set(runId, batch)
    if (event.type === 'node-delta') batch.chunks.push({ seq, event })
    else batch.events.push({ seq, event })
    this.#timer ??= setTimeout(() => {
      this.flush().catch((cause: unknown) => log().error({ cause }, 'run events were not stored'))
    }, FLUSH_MS)
  }

  /** Resolves when everything appended before the call is in the database. @throws what the database throws */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const batches = this.#batches
    this.#batches = new Map()
    const write = this.#writing.then(() => this.#write(batches))
    this.#writing = write.catch(() => {})
    return write
  }

  async #write(batches: Map<string, Batch>): Promise<void> {
    const events = toRows(batches, 'events')
    const chunks = toRows(batches, 'chunks')
    if (events.length > 0) await this.#db.insert(runEvents).values(events)
    if (chunks.length > 0) await this.#db.insert(runChunks).values(chunks)
  }
}

function toRows(batches: Map<string, Batch>, kind: keyof Batch) {
  return [...batches].flatMap(([runId, batch]) => {
    const [first] = batch[kind]
    return first ? [{ runId, seq: first.seq, events: batch[kind] }] : []
  })
}
