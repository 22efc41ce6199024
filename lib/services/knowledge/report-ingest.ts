import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { DocumentStatus } from '@/lib/contracts/knowledge'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import type { IngestData } from './ingest-job'

/**
 * Writes a change of status at once, progress within one at most twice a second. A document that is found in the bin, or
 * gone, aborts `binned`: embedding it to its end would cost money for nothing. Whoever brings it back queues it again.
 */
export function reportIngest(db: Database, data: IngestData) {
  const gone = new AbortController()
  let last = { status: '', atMs: 0 }
  const report = async (status: DocumentStatus, progress: number): Promise<void> => {
    const now = Date.now()
    if (status === last.status && now - last.atMs < 500) return
    last = { status, atMs: now }
    if (await setIngestStatus(db, data, { status, progress, error: null })) return
    gone.abort(new AppError('CANCELLED', 'This document was deleted meanwhile.'))
  }
  return { report, binned: gone.signal }
}

/**
 * Not of one that is in the bin: nothing is stored of it any more, and an undone deletion would take it for read.
 * @returns whether it is there
 */
export async function setIngestStatus(
  db: Database,
  data: IngestData,
  values: { status: DocumentStatus; progress: number; error: string | null },
): Promise<boolean> {
  const set = await db
    .update(documents)
    .set(values)
    .where(
      and(eq(documents.id, data.documentId), eq(documents.workspaceId, data.workspaceId), isNull(documents.deletedAt)),
    )
    .returning({ id: documents.id })
  return set.length > 0
}
