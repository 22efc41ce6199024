import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { MAX_UPLOAD_BYTES } from '@/lib/contracts/knowledge'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import type { DocumentAccess } from '@/lib/core/knowledge/document-access'
import type { DocumentMetadata } from '@/lib/core/knowledge/document-metadata'
import { newId } from '@/lib/core/new-id'
import { documents } from '@/lib/db/schema/knowledge'
import { sha256Of } from '@/lib/files/sha256-of'
import { sniffFile } from '@/lib/files/sniff'
import { deleteFile, putFile } from '@/lib/files/store'
import { problem } from '@/lib/messages/problems/problem'
import type { System } from '../system'
import type { DocumentRow } from './get-knowledge-base-row'
import { ingestJob } from './ingest-job'

export interface NewDocument {
  workspaceId: string
  knowledgeBaseId: string
  /** Display name; it keeps the folders of an archive. */
  name: string
  bytes: Uint8Array
  declaredType?: string | null
  /** For a new document; an existing one keeps its own. */
  given?: { access: DocumentAccess; metadata: DocumentMetadata }
}

/**
 * Stores a file and queues it for parsing. The same bytes under the same name change nothing; other bytes replace the
 * document, whose chunks stay searchable until the new ones exist. @throws AppError for unreadable files
 */
export async function storeDocument(
  system: Pick<System, 'db' | 'jobs'>,
  file: NewDocument,
): Promise<{ document: DocumentRow; unchanged: boolean }> {
  const { workspaceId, knowledgeBaseId, name, bytes } = file
  const checked = { name, sizeBytes: bytes.byteLength, ...(await checkFile(file)) }
  const [existing] = await system.db
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.knowledgeBaseId, knowledgeBaseId),
        eq(documents.name, name),
        eq(documents.workspaceId, workspaceId),
      ),
    )
  if (existing?.sourceId) throw new AppError('CONFLICT', problem('documents.nameOfSource', { name }))
  const isUnchanged = existing?.sha256 === checked.sha256 && existing.status !== 'failed' && !existing.deletedAt
  if (existing && isUnchanged) {
    // A process may have ended between storing the document and queueing it.
    if (existing.status === 'queued') await enqueueDocument(system, existing)
    return { document: existing, unchanged: true }
  }
  const fileId = await putFile(workspaceId, bytes)
  const fresh = { ...checked, fileId, status: 'queued' as const, progress: 0, error: null, deletedAt: null }
  const [document] = await system.db
    .insert(documents)
    .values({ id: newId(), workspaceId, knowledgeBaseId, ...describedBy(file.given), ...fresh })
    .onConflictDoUpdate({
      target: [documents.knowledgeBaseId, documents.name],
      set: { ...fresh, updatedAt: sql`now()` },
      setWhere: eq(documents.workspaceId, workspaceId),
    })
    .returning()
  if (!document) throw internalError('The document was not stored.')
  if (existing) await deleteFile(workspaceId, existing.fileId)
  await enqueueDocument(system, document)
  return { document, unchanged: false }
}

/** Values given at the upload take precedence over metadata of the file. */
function describedBy(described: NewDocument['given']) {
  if (!described) return {}
  const metadataOrigins = Object.fromEntries(Object.keys(described.metadata).map((field) => [field, 'person' as const]))
  return { access: described.access, metadata: described.metadata, metadataOrigins }
}

export function enqueueDocument(
  { jobs }: Pick<System, 'jobs'>,
  { id, workspaceId, knowledgeBaseId }: Pick<DocumentRow, 'id' | 'workspaceId' | 'knowledgeBaseId'>,
): Promise<void> {
  return jobs.send(ingestJob, { workspaceId, knowledgeBaseId, documentId: id }, { key: id })
}

async function checkFile({ name, bytes, declaredType }: NewDocument): Promise<{ mimeType: string; sha256: string }> {
  if (bytes.byteLength === 0) throw new AppError('INVALID_INPUT', problem('files.namedEmpty', { name }))
  if (bytes.byteLength > MAX_UPLOAD_BYTES) throw new AppError('TOO_LARGE', problem('files.namedTooLarge', { name }))
  const { mimeType } = sniffFile({ bytes, fileName: name, declaredType })
  return { mimeType, sha256: await sha256Of(bytes) }
}
