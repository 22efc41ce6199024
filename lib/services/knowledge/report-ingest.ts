import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { DocumentStatus } from '@/lib/contracts/knowledge'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import { type ErrorColumns, errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { DocumentRow } from './get-knowledge-base-row'

/** Minimum interval of progress updates within a status. */
const PROGRESS_MS = 500
/** Short documents pass through these before anyone sees them; writing them takes longer than the work. */
const SHORT_STATUSES: ReadonlySet<DocumentStatus> = new Set(['chunking', 'indexing'])
const SHORT_MS = 200

/**
 * Writes a change of status at once if it may last, and progress within a status at most twice a second. The status
 * `ready` is written in the transaction that stores the document. Aborts `superseded` when the document was moved to
 * the trash, deleted or replaced: embedding it would waste money. The change queues it again.
 */
export function reportIngest(db: Database, document: ReadDocument) {
  const superseded = new AbortController()
  let last = { status: '', atMs: 0 }
  // The next update waits for the previous one, otherwise a late write could overwrite the final status.
  let lastWrite: Promise<unknown> = Promise.resolve()
  const write = (values: IngestState): Promise<boolean> => {
    const written = lastWrite.then(() => setIngestStatus(db, document, values))
    lastWrite = written.catch(() => {})
    return written
  }
  const report = async (status: DocumentStatus, progress: number): Promise<void> => {
    if (status === 'ready') return
    const now = Date.now()
    const firstUpdateMs = SHORT_STATUSES.has(status) ? SHORT_MS : 0
    const minIntervalMs = status === last.status ? PROGRESS_MS : firstUpdateMs
    if (now - last.atMs < minIntervalMs) return void (await lastWrite)
    last = { status, atMs: now }
    if (await write({ status, progress, ...errorColumns(null) })) return
    superseded.abort(new AppError('CANCELLED', problem('documents.replacedMeanwhile')))
  }
  const fail = async (failure: Problem): Promise<void> =>
    void (await write({ status: 'failed', progress: 0, ...errorColumns(failure) }))
  return { report, fail, superseded: superseded.signal }
}

/** The document as the job found it. */
type ReadDocument = Pick<DocumentRow, 'id' | 'workspaceId' | 'fileId' | 'revision'>

interface IngestState extends ErrorColumns {
  status: DocumentStatus
  progress: number
}

/**
 * Skips a document in the trash, which would count as read after an undo. Also skips a document that another
 * process has stored meanwhile because this process seemed dead: a late update would undo its status.
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
  const updated = await db
    .update(documents)
    .set(values)
    .where(and(isThere, eq(documents.revision, revision)))
    .returning({ id: documents.id })
  if (updated.length > 0) return true
  return (await db.select({ id: documents.id }).from(documents).where(isThere)).length > 0
}
