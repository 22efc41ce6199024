import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { DocumentStatus } from '@/lib/contracts/knowledge'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import type { DocumentRow } from './get-knowledge-base-row'

/** The same status again, with more progress. */
const PROGRESS_MS = 500
/** What a short document has done before anybody has seen it: to write that takes longer than to do it. */
const SHORT: ReadonlySet<DocumentStatus> = new Set(['chunking', 'indexing'])
const SHORT_MS = 200

/**
 * Writes a change of status at once if it may last, progress within one at most twice a second. That a document is ready
 * stands in the transaction that stores it. A document that is found in the bin, gone or with another file aborts
 * `superseded`: embedding it to its end would cost money for nothing. Whoever changed it has queued it again, or will.
 */
export function reportIngest(db: Database, read: ReadDocument) {
  const superseded = new AbortController()
  let last = { status: '', atMs: 0 }
  // Nobody waits for progress: what comes after it does, or it would be written over what the document has become.
  let before: Promise<unknown> = Promise.resolve()
  const write = (values: IngestState): Promise<boolean> => {
    const written = before.then(() => setIngestStatus(db, read, values))
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
    superseded.abort(new AppError('CANCELLED', 'This document was deleted or replaced meanwhile.'))
  }
  const fail = async (error: string): Promise<void> => void (await write({ status: 'failed', progress: 0, error }))
  return { report, fail, superseded: superseded.signal }
}

/** The document as the job found it. */
type ReadDocument = Pick<DocumentRow, 'id' | 'workspaceId' | 'fileId' | 'revision'>

interface IngestState {
  status: DocumentStatus
  progress: number
  error: string | null
}

/**
 * Not of one that is in the bin: nothing is stored of it any more, and an undone deletion would take it for read. Nor of
 * one that another process has stored since, where this one was thought dead: told late, it would be ready no more.
 * @returns whether there is still something to do
 */
async function setIngestStatus(
  db: Database,
  { id, workspaceId, fileId, revision }: ReadDocument,
  values: IngestState,
): Promise<boolean> {
  const isThere = and(
    ...[eq(documents.id, id), eq(documents.workspaceId, workspaceId), eq(documents.fileId, fileId)],
    isNull(documents.deletedAt),
  )
  const set = await db
    .update(documents)
    .set(values)
    .where(and(isThere, eq(documents.revision, revision)))
    .returning({ id: documents.id })
  if (set.length > 0) return true
  return (await db.select({ id: documents.id }).from(documents).where(isThere)).length > 0
}
