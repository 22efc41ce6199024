import 'server-only'
import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { documents, keptDuplicates, knowledgeBases } from '@/lib/db/schema/knowledge'
import { sketchText, type TextSketch } from '../duplicates/sketch-text'
import type { EmbedChunksOptions } from '../indexes/embed-chunks-options'
import type { EmbedTexts } from '../indexes/embed-passages'
import { chunkingOf, embedChunks } from '../indexes/index-chunks'
import { activeIndex, type IndexRow } from '../indexes/read-indexes'
import { compactAfterInsert } from '../lexical/maintenance/compact-soon'
import { deriveMetadata } from '../metadata/derive-metadata'
import type { ParsedDocument } from '../parse/parsed-document'
import { titleOfName } from '../parse/title-of-name'
import { type CutDocuments, type CutWords, cutDocument } from './cut-document'
import { clearUp, type LeftOver } from './delete-leftovers'
import { storePrepared } from './insert-chunks'
import { type EmbeddedChunk, prepareChunks } from './prepare-chunks'
import { storeAhead } from './store-ahead'

export type IndexStatus = 'chunking' | 'embedding' | 'indexing' | 'ready'

export interface IndexDocumentOptions {
  db: Database
  /**
   * `name` of its file; absent if the text comes from no file. `fileId`: aborts if the document's
   * file was replaced.
   */
  document: {
    id: string
    workspaceId: string
    knowledgeBaseId: string
    mimeType: string
    name?: string
    fileId?: string
  }
  parsed: ParsedDocument
  /** Defaults to chunking in the current thread. */
  cut?: CutDocuments
  /** Embedding model of an index. */
  embedFor: (index: IndexRow) => EmbedTexts
  /** `progress` is 0..1 within the status. */
  onProgress?: ((status: IndexStatus, progress: number) => void | Promise<void>) | undefined
  signal?: AbortSignal | undefined
}

/** Chunks and embeds a text with the settings of the active index and replaces the document's chunks. */
export async function indexDocument(options: IndexDocumentOptions): Promise<{ chunkCount: number }> {
  const { db, document, parsed, cut = cutDocument, embedFor, onProgress, signal } = options
  const sketch = sketchText(parsed.text)
  const nameAsTitle = document.name && titleOfName(document.name) === parsed.title ? parsed.title : undefined
  for (;;) {
    const index = await activeIndex(db, document)
    await onProgress?.('chunking', 0)
    const { chunks, words } = await cut(parsed, chunkingOf(index, document.mimeType))
    signal?.throwIfAborted()
    await onProgress?.('embedding', 0)
    const embedded = await embedWithRetry({
      db,
      index,
      documentId: document.id,
      language: parsed.language,
      chunks,
      embed: embedFor(index),
      signal,
      contentHash: sketch?.contentHash,
      nameAsTitle,
      // A failed progress report must not fail the ingestion.
      onProgress: (done, total) => void Promise.resolve(onProgress?.('embedding', done / total)).catch(() => {}),
    })
    signal?.throwIfAborted()
    if (!embedded) continue
    await onProgress?.('indexing', 0)
    // If another index became active meanwhile, the work is repeated for it.
    if (!(await storeWithRetry(db, document, index, parsed, { embedded, words, sketch, signal }))) continue
    compactAfterInsert(db, { workspaceId: index.workspaceId, indexId: index.id }, embedded.length)
    await onProgress?.('ready', 1)
    return { chunkCount: chunks.length }
  }
}

/** Null if the index was replaced and deleted meanwhile. */
async function embedWithRetry(options: EmbedChunksOptions): Promise<EmbeddedChunk[] | null> {
  try {
    return await embedChunks(options)
  } catch (error) {
    if (!AppError.isInstance(error) || error.code !== 'NOT_FOUND') throw error
    if ((await activeIndex(options.db, options.index)).id === options.index.id) throw error
    return null
  }
}

/** Like `store`; also false if another process stored the document meanwhile and released its cached vectors. */
async function storeWithRetry(...args: Parameters<typeof store>): Promise<boolean> {
  try {
    return await store(...args)
  } catch (error) {
    if (AppError.isInstance(error) && error.code === 'CONFLICT') return false
    throw error
  }
}

interface IndexParts {
  embedded: readonly EmbeddedChunk[]
  words: CutWords
  sketch: TextSketch | null
  signal: AbortSignal | undefined
}

/** @returns false if the index is no longer active; nothing was stored then */
async function store(
  db: Database,
  document: IndexDocumentOptions['document'],
  index: IndexRow,
  parsed: ParsedDocument,
  { embedded, words, sketch, signal }: IndexParts,
): Promise<boolean> {
  const { id: documentId, workspaceId, knowledgeBaseId } = document
  const { text, ...structure } = parsed
  const owner = { workspaceId, knowledgeBaseId, indexId: index.id, documentId }
  const prepared = await prepareChunks(db, owner, embedded, words)
  const storedAhead = await storeAhead(db, prepared, signal)
  // Chunks stored ahead are deleted unless they become visible.
  let left: LeftOver | null = storedAhead
  const isStored = await db.transaction(async (tx) => {
    const storedDocument = await lockDocument(tx, index, document)
    // The document was deleted, or its file was replaced and another job ingests it.
    if (!storedDocument) return true
    if (storedDocument.activeIndexId !== index.id) return false
    const { metadata, origins } = deriveMetadata({
      fields: storedDocument.metadataFields,
      name: storedDocument.name,
      properties: parsed.properties,
      current: storedDocument,
    })
    // Decisions about duplicates apply to the previous text only.
    if (storedDocument.contentHash !== null && storedDocument.contentHash !== sketch?.contentHash)
      await forgetKept(tx, document)
    const [row] = await tx
      .update(documents)
      .set({
        status: 'ready',
        progress: 1,
        error: null,
        text,
        structure,
        metadata,
        metadataOrigins: origins,
        contentHash: sketch?.contentHash ?? null,
        sketch: sketch?.minima ?? null,
        sketchBands: sketch?.bands ?? null,
        revision: sql`${documents.revision} + 1`,
        title: parsed.title,
        language: parsed.language,
        pageCount: parsed.pages.length || null,
        notices: parsed.notices,
        chunkCount: embedded.length,
      })
      .where(and(eq(documents.id, documentId), eq(documents.workspaceId, workspaceId), isNull(documents.deletedAt)))
      .returning({ revision: documents.revision })
    if (!row) return true
    left = await storePrepared(tx, prepared, row.revision, storedAhead)
    return true
  })
  await clearUp(db, owner, left, signal)
  return isStored
}

/**
 * Locks the document, and its knowledge base against a switch of indexes until the transaction
 * ends. Null if the document was deleted, is in the bin, or has another file.
 */
async function lockDocument(
  tx: Transaction,
  { workspaceId, knowledgeBaseId }: IndexRow,
  { id, fileId }: IndexDocumentOptions['document'],
) {
  const { name, metadata, metadataOrigins: origins, contentHash } = documents
  const { activeIndexId, metadataFields } = knowledgeBases
  const base = tx.$with('base').as(
    tx
      .select({ activeIndexId, metadataFields })
      .from(knowledgeBases)
      .where(and(eq(knowledgeBases.id, knowledgeBaseId), eq(knowledgeBases.workspaceId, workspaceId)))
      .for('share'),
  )
  const [row] = await tx
    .with(base)
    .select({
      activeIndexId: base.activeIndexId,
      metadataFields: base.metadataFields,
      name,
      metadata,
      origins,
      contentHash,
    })
    .from(base)
    .innerJoin(documents, sql`true`)
    .where(
      and(
        ...[eq(documents.id, id), eq(documents.workspaceId, workspaceId), isNull(documents.deletedAt)],
        fileId === undefined ? undefined : eq(documents.fileId, fileId),
      ),
    )
    .for('update', { of: documents })
  return row ?? null
}

async function forgetKept(tx: Transaction, { id, workspaceId }: IndexDocumentOptions['document']): Promise<void> {
  await tx
    .delete(keptDuplicates)
    .where(
      and(
        eq(keptDuplicates.workspaceId, workspaceId),
        or(eq(keptDuplicates.documentId, id), eq(keptDuplicates.otherId, id)),
      ),
    )
}
