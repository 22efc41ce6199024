import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { readFile } from '@/lib/files/store'
import { problem } from '@/lib/messages/problems/problem'
import { ingestDocument } from '@/lib/rag/ingest/ingest-document'
import { ocrLanguagesOf } from '@/lib/rag/ocr/languages'
import type { System } from '../system'
import { expandArchive } from './expand-archive'
import { getDocumentRow, getKnowledgeBaseRow } from './get-knowledge-base-row'
import { backgroundCaller, indexEmbedder } from './indexes/index-embedder'
import type { IngestData } from './ingest-job'
import { reportIngest } from './report-ingest'

const ARCHIVE = 'application/zip'

/** Handler of the ingest job. It is idempotent, so a job interrupted by a crash is simply repeated. */
export async function ingest(system: System, data: IngestData, signal: AbortSignal): Promise<void> {
  const { db } = system
  const row = await getDocumentRow(db, data.workspaceId, data).catch(() => null)
  // Deleted while it waited: nothing to do. Restoring queues it again.
  if (!row || row.deletedAt) return
  // A process that was killed after it stored the document left the job. Reading it again would cost money and show a
  // finished document as unfinished.
  if (row.status === 'ready') return
  const { report, fail, superseded } = reportIngest(db, row)
  const stopped = AbortSignal.any([signal, superseded])
  try {
    const readOriginal = () => readFile(data.workspaceId, row.fileId)
    if (row.mimeType === ARCHIVE)
      return await expandArchive({ system, archive: row, bytes: await readOriginal(), signal: stopped })
    const base = await getKnowledgeBaseRow(db, data.workspaceId, data.knowledgeBaseId)
    const caller = backgroundCaller(data.workspaceId)
    await ingestDocument({
      db,
      document: row,
      read: readOriginal,
      onProgress: report,
      signal: stopped,
      ocrLanguages: ocrLanguagesOf(base.ocr),
      embedFor: (index) => indexEmbedder({ system, caller, index, use: 'document' }),
    })
  } catch (error) {
    // A shutdown is not a failure of the document: the job will be retried.
    if (signal.aborted) throw error
    if (superseded.aborted) return
    await fail(AppError.isInstance(error) ? error : problem('documents.unreadableTryAgain'))
    if (!AppError.isInstance(error)) throw error
  }
}
