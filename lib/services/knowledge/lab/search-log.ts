import 'server-only'
import { newId } from '@/lib/core/new-id'
import { storable } from '@/lib/core/storable'
import type { Database } from '@/lib/db/database'
import { isBadData } from '@/lib/db/errors/sql-state'
import { knowledgeSearches } from '@/lib/db/schema/retrieval-lab'
import { log } from '@/lib/platform/log'
import { perDatabase } from '../../per-database'

const FLUSH_MS = 1_000
const MAX_WAITING = 2_000
const MAX_ROWS = 200
const QUERY_CHARACTERS = 500

type SearchRow = typeof knowledgeSearches.$inferInsert

/**
 * Records searches of apps and the confidence of the best passage, for the report on gaps. Batched in memory and
 * written once a second, so that a search never waits. A crash loses one second.
 */
export class SearchLog {
  private waiting: SearchRow[] = []
  private timer: ReturnType<typeof setTimeout> | undefined
  private writing: Promise<void> = Promise.resolve()

  constructor(private readonly db: Database) {}

  add(row: Omit<SearchRow, 'id'>): void {
    if (this.waiting.length >= MAX_WAITING) return
    this.waiting.push({ ...row, id: newId(), query: storable(row.query.slice(0, QUERY_CHARACTERS)) })
    this.timer ??= setTimeout(() => void this.flush(), FLUSH_MS)
    this.timer.unref()
  }

  /** Never throws. */
  flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    this.writing = this.writing.then(() => this.write())
    return this.writing
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.slice(0, MAX_ROWS)
      this.waiting = this.waiting.slice(batch.length)
      try {
        await this.store(batch)
      } catch (cause) {
        log().warn({ cause, dropped: batch.length }, 'failed to record knowledge searches')
      }
    }
  }

  /** The knowledge base or workspace of one row may be deleted: the other rows must still be stored. */
  private async store(batch: readonly SearchRow[]): Promise<void> {
    try {
      await this.db.insert(knowledgeSearches).values([...batch])
    } catch (cause) {
      if (!isBadData(cause)) throw cause
      if (batch.length > 1) for (const row of batch) await this.store([row])
    }
  }
}

export function searchLog(db: Database): SearchLog {
  return perDatabase('search-log', db, () => new SearchLog(db))
}
