import 'server-only'
import { createHash } from 'node:crypto'
import { and, asc, eq, isNull, ne } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { internalError } from '@/lib/core/internal-error'
import { newId } from '@/lib/core/new-id'
import type { Transaction } from '@/lib/db/database'
import { documents } from '@/lib/db/schema/knowledge'
import { sourceItems } from '@/lib/db/schema/knowledge-sources'
import { FILE_TYPES } from '@/lib/files/file-types'
import { sniffFile } from '@/lib/files/sniff'
import { problem } from '@/lib/messages/problems/problem'
import type { FetchedFile, FoundItem } from '@/lib/sources/source-client'
import type { SourceRow } from './get-source-row'

const MAX_NAME_LENGTH = 200
const ARCHIVE = 'application/zip'

export interface CheckedFile {
  mimeType: string
  sha256: string
  /** If it is unchanged since the last sync, the file is not read again. */
  fingerprint: string
}

/** Checks a fetched file. @throws AppError UNSUPPORTED_MEDIA_TYPE, INVALID_INPUT if it cannot become a document */
export function checkFetched({ name, bytes, mimeType, fingerprint }: FetchedFile): CheckedFile {
  if (bytes.byteLength === 0) throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('sources.fileEmpty'))
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const declared = FILE_TYPES.find(
    (type) => type.mimeType === mimeType || (mimeType === 'application/xhtml+xml' && type.kind === 'html'),
  )
  // Page titles have no extension, or something that looks like one.
  const fileName = declared ? `document.${declared.extensions[0]}` : name
  const sniffed = sniffFile({ bytes, fileName })
  if (sniffed.mimeType === ARCHIVE) throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('sources.archiveNotUnpacked'))
  // Folders and buckets contain photos and logos by the thousand, and those without text would be retried by each sync.
  if (sniffed.mimeType.startsWith('image/'))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', problem('sources.picturesNotRead'))
  return { mimeType: sniffed.mimeType, sha256, fingerprint: fingerprint ?? sha256 }
}

export interface StoreSourceDocument {
  source: SourceRow
  item: FoundItem & { documentId: string | null }
  file: FetchedFile
  checked: CheckedFile
  fileId: string
  /** Id of a sync with a complete list: a missing item may be this file under another key. Null for other syncs. */
  movedSince: string | null
}

export interface StoredSourceDocument {
  id: string
  isNew: boolean
  /** The replaced file, to delete. */
  oldFileId: string | null
  /** The previous name. Null if the document is new or kept its name. */
  oldName: string | null
}

/**
 * Stores new bytes for an item in one of four documents: its own, one from the trash, that of a moved file,
 * or a new one.
 */
export async function storeSourceDocument(
  tx: Transaction,
  options: StoreSourceDocument,
): Promise<StoredSourceDocument> {
  const { source, item, file, checked, fileId } = options
  const { workspaceId, knowledgeBaseId } = source
  const existing = (await documentOfKey(tx, source, item.key)) ?? (await findMoved(tx, options))
  const fresh = {
    mimeType: checked.mimeType,
    sha256: checked.sha256,
    sizeBytes: file.bytes.byteLength,
    fileId,
    status: 'queued' as const,
    progress: 0,
    error: null,
    deletedAt: null,
    sourceId: source.id,
    sourceKey: item.key,
    sourceRevision: file.revision,
    sourceUrl: file.url,
  }
  const names = namesFor(file, item, source.name)
  if (existing) {
    const name = (await firstFree(tx, source, names, existing.id)) ?? existing.name
    await tx
      .update(documents)
      .set({ ...fresh, name, updatedAt: new Date() })
      .where(and(eq(documents.id, existing.id), eq(documents.workspaceId, workspaceId)))
    const isNew = existing.deletedAt !== null
    const oldName = isNew || existing.name === name ? null : existing.name
    return { id: existing.id, isNew, oldFileId: existing.fileId, oldName }
  }
  for (const name of names) {
    const [row] = await tx
      .insert(documents)
      .values({
        id: newId(),
        workspaceId,
        knowledgeBaseId,
        name,
        access: source.access,
        ...describedBy(source),
        ...fresh,
      })
      .onConflictDoNothing()
      .returning({ id: documents.id })
    if (row) return { id: row.id, isNew: true, oldFileId: null, oldName: null }
  }
  throw internalError('The document found no name.')
}

const EXISTING_COLUMNS = {
  id: documents.id,
  name: documents.name,
  fileId: documents.fileId,
  deletedAt: documents.deletedAt,
}

async function documentOfKey(tx: Transaction, { id, workspaceId }: SourceRow, key: string) {
  const [row] = await tx
    .select(EXISTING_COLUMNS)
    .from(documents)
    .where(and(eq(documents.sourceId, id), eq(documents.sourceKey, key), eq(documents.workspaceId, workspaceId)))
    .for('update')
  return row
}

/** A moved or renamed file keeps its document, with its metadata and everything that refers to it. */
async function findMoved(tx: Transaction, { source, checked, movedSince }: StoreSourceDocument) {
  if (movedSince === null) return undefined
  const [row] = await tx
    .select(EXISTING_COLUMNS)
    .from(documents)
    .innerJoin(sourceItems, and(eq(sourceItems.sourceId, documents.sourceId), eq(sourceItems.key, documents.sourceKey)))
    .where(
      and(
        eq(documents.sourceId, source.id),
        eq(documents.workspaceId, source.workspaceId),
        eq(documents.sha256, checked.sha256),
        isNull(documents.deletedAt),
        ne(sourceItems.syncId, movedSince),
      ),
    )
    .orderBy(asc(documents.id))
    .limit(1)
    .for('update', { of: documents })
  return row
}

/** The metadata of the source; parsing the file adds values for other fields of the knowledge base. */
function describedBy({ metadata }: SourceRow) {
  const metadataOrigins = Object.fromEntries(Object.keys(metadata).map((field) => [field, 'source' as const]))
  return { metadata, metadataOrigins }
}

async function firstFree(
  tx: Transaction,
  source: SourceRow,
  names: readonly string[],
  id: string,
): Promise<string | null> {
  for (const name of names.slice(0, 2)) {
    const [existing] = await tx
      .select({ id: documents.id })
      .from(documents)
      .where(and(eq(documents.knowledgeBaseId, source.knowledgeBaseId), eq(documents.name, name), ne(documents.id, id)))
    if (!existing) return name
  }
  return null
}

/**
 * Candidate names for citations; the first unused name is used. A path alone does not depend on which file of that
 * name comes first. Two pages with one title are distinguished by their location, files of different sources by the
 * source's name, and finally by a number.
 */
function namesFor(file: FetchedFile, { key }: FoundItem, sourceName: string): string[] {
  const name = (file.url === null && key.includes('/') ? clean(key, -MAX_NAME_LENGTH) : clean(file.name)) || 'Untitled'
  const location = file.url !== null && URL.canParse(file.url) ? new URL(file.url).pathname : key
  const isLocationInName = name === clean(location, -MAX_NAME_LENGTH)
  const other = isLocationInName ? clean(sourceName) : clean(location, -MAX_NAME_LENGTH)
  return [name, `${name} (${other})`, `${name} (${newId().slice(-8)})`]
}

/** @param maxLength if negative, the end is kept instead of the beginning */
function clean(text: string, maxLength = MAX_NAME_LENGTH): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(...(maxLength < 0 ? [maxLength] : [0, maxLength]))
    .toWellFormed()
}
