import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import type { DocumentStatus } from '@/lib/contracts/knowledge'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import { readFile } from '@/lib/files/store'
import { ingestDocument } from '@/lib/rag/ingest-document'
import { ocrLanguagesOf } from '@/lib/rag/ocr/languages'
import type { System } from '../system'
import { expandArchive } from './expand-archive'
import { getDocumentRow, getKnowledgeBaseRow } from './get-knowledge-base-row'
import { backgroundCaller, indexEmbedder } from './indexes/index-embedder'
import type { IngestData } from './ingest-job'

const ARCHIVE = 'application/zip'

/** Handler of the ingest job. Doing it twice gives the same chunks, so a job that a crash cut off is simply done again. */
export async function ingest(system: System, data: IngestData, signal: AbortSignal): Promise<void> {
  const { db } = system
  const row = await getDocumentRow(db, data.workspaceId, data).catch(() => null)
  // Deleted while it waited: nothing to do. Whoever brings it back queues it again.
  if (!row || row.deletedAt) return
  const report = reporter(db, data)
  try {
    const read = () => readFile(data.workspaceId, row.fileId)
    if (row.mimeType === ARCHIVE) return await expandArchive({ system, archive: row, bytes: await read(), signal })
    const base = await getKnowledgeBaseRow(db, data.workspaceId, data.knowledgeBaseId)
    const caller = backgroundCaller(data.workspaceId)
    await ingestDocument({
      ...{ db, document: row, read, onProgress: report, signal, ocrLanguages: ocrLanguagesOf(base.ocr) },
      embedFor: (index) => indexEmbedder({ system, caller, index, use: 'document' }),
    })
  } catch (error) {
    // A shutdown is no failure of the document: the job is handed out again.
    if (signal.aborted) throw error
    const message = AppError.isInstance(error)
      ? error.message
      : 'This file could not be read. Try again, or save it in another format.'
    await setStatus(db, data, { status: 'failed', progress: 0, error: message })
    if (!AppError.isInstance(error)) throw error
  }
}

/** Writes a change of status at once, progress within one at most twice a second. */
function reporter(db: Database, data: IngestData) {
  let last = { status: '', atMs: 0 }
  return async (status: DocumentStatus, progress: number): Promise<void> => {
    const now = Date.now()
    if (status === last.status && now - last.atMs < 500) return
    last = { status, atMs: now }
    await setStatus(db, data, { status, progress, error: null })
  }
}

/** Not of one that is in the bin: nothing is stored of it any more, and an undone deletion would take it for read. */
async function setStatus(
  db: Database,
  data: IngestData,
  values: { status: DocumentStatus; progress: number; error: string | null },
): Promise<void> {
  await db
    .update(documents)
    .set(values)
    .where(
      and(eq(documents.id, data.documentId), eq(documents.workspaceId, data.workspaceId), isNull(documents.deletedAt)),
    )
}
