import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { cutFor, type EmbedTexts, embedChunks } from './indexes/index-chunks'
import { activeIndex, type IndexRow } from './indexes/read-indexes'
import { type EmbeddedChunk, replaceChunks } from './insert-chunks'
import type { ParsedDocument } from './parsed-document'
import { compactAfterInsert } from './words/compact-soon'

export type IndexStatus = 'chunking' | 'embedding' | 'indexing' | 'ready'

export interface IndexDocumentOptions {
  db: Database
  document: { id: string; workspaceId: string; knowledgeBaseId: string; mimeType: string }
  parsed: ParsedDocument
  /** The model of an index. */
  embedFor: (index: IndexRow) => EmbedTexts
  /** `progress` is 0..1 within the status. */
  onProgress?: ((status: IndexStatus, progress: number) => void | Promise<void>) | undefined
  signal?: AbortSignal | undefined
}

/** A text, cut and embedded as the active index says, in the place of what the document had. */
export async function indexDocument(options: IndexDocumentOptions): Promise<{ chunkCount: number }> {
  const { db, document, parsed, embedFor, onProgress, signal } = options
  for (;;) {
    const index = await activeIndex(db, document)
    await onProgress?.('chunking', 0)
    const chunks = cutFor(index, parsed, document.mimeType)
    signal?.throwIfAborted()
    await onProgress?.('embedding', 0)
    const embedded = await embedChunks({
      ...{ db, index, documentId: document.id, language: parsed.language, chunks, embed: embedFor(index), signal },
      // A report that is lost must not fail the work that it reports.
      onProgress: (done, total) => void Promise.resolve(onProgress?.('embedding', done / total)).catch(() => {}),
    })
    signal?.throwIfAborted()
    await onProgress?.('indexing', 0)
    // Another index may have become the active one meanwhile: then the work is done again for that one.
    if (!(await store(db, document, index, parsed, embedded))) continue
    compactAfterInsert(db, { workspaceId: index.workspaceId, indexId: index.id })
    await onProgress?.('ready', 1)
    return { chunkCount: chunks.length }
  }
}

/** @returns false when the index is not the active one any more; nothing is stored then. */
async function store(
  db: Database,
  document: IndexDocumentOptions['document'],
  index: IndexRow,
  parsed: ParsedDocument,
  embedded: readonly EmbeddedChunk[],
): Promise<boolean> {
  const { id: documentId, workspaceId, knowledgeBaseId } = document
  const { text, ...structure } = parsed
  return db.transaction(async (tx) => {
    if (!(await isActive(tx, index))) return false
    // The row is locked and looked for first: a document deleted in the meantime stays deleted.
    const [row] = await tx
      .update(documents)
      .set({
        status: 'ready',
        progress: 1,
        error: null,
        text,
        structure,
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
    const owner = { workspaceId, knowledgeBaseId, indexId: index.id, documentId }
    await replaceChunks(tx, owner, embedded, row.revision)
    return true
  })
}

/** Holds the knowledge base as it is until the transaction ends: a switch of its index waits. */
async function isActive(tx: Transaction, { id, workspaceId, knowledgeBaseId }: IndexRow): Promise<boolean> {
  const [base] = await tx
    .select({ activeIndexId: knowledgeBases.activeIndexId })
    .from(knowledgeBases)
    .where(and(eq(knowledgeBases.id, knowledgeBaseId), eq(knowledgeBases.workspaceId, workspaceId)))
    .for('share')
  // A knowledge base that is gone has nothing to store; its documents are gone too.
  return !base || base.activeIndexId === id
}
