import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { DocumentStatus } from '@/lib/contracts/knowledge'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import type { IngestData } from './ingest-job'

/** The same status again, with more progress. */
const PROGRESS_MS = 500
/** What a short document has done before anybody has seen it: to write that takes longer than to do it. */
const SHORT: ReadonlySet<DocumentStatus> = new Set(['chunking', 'indexing'])
const SHORT_MS = 200

/**
 * Writes a change of status at once if it may last, progress within one at most twice a second. That a document is ready
 * stands in the transaction that stores it. A document that is found in the bin, or gone, aborts `binned`: embedding it to
 * its end would cost money for nothing. Whoever brings it back queues it again.
 */
export function reportIngest(db: Database, data: IngestData) {
  const gone = new AbortController()
  let last = { status: '', atMs: 0 }
  // Nobody waits for progress: what comes after it does, or it would be written over what the document has become.
  let before: Promise<unknown> = Promise.resolve()
  const write = (values: IngestState): Promise<boolean> => {
    const written = before.then(() => setIngestStatus(db, data, values))
    before = written.catch(() => {})
    return written
  }
  const report = async (status: DocumentStatus, progress: number): Promise<void> => {
    if (status === 'ready') return
    const now = Date.now()
    const leastMs = status === last.status ? PROGRESS_MS : SHORT.has(status) ? SHORT_MS : 0
    if (now - last.atMs < leastMs) return void (await before)
    last = { status, atMs: now }
    if (await write({ status, progress, error: null })) return
    gone.abort(new AppError('CANCELLED', 'This document was deleted meanwhile.'))
  }
  const fail = async (error: string): Promise<void> => void (await write({ status: 'failed', progress: 0, error }))
  return { report, fail, binned: gone.signal }
}

interface IngestState {
  status: DocumentStatus
  progress: number
  error: string | null
}

/**
 * Not of one that is in the bin: nothing is stored of it any more, and an undone deletion would take it for read.
 * @returns whether it is there
 */
async function setIngestStatus(db: Database, data: IngestData, values: IngestState): Promise<boolean> {
  const set = await db
    .update(documents)
    .set(values)
    .where(
      and(eq(documents.id, data.documentId), eq(documents.workspaceId, data.workspaceId), isNull(documents.deletedAt)),
    )
    .returning({ id: documents.id })
  return set.length > 0
}
