import 'server-only'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { countTokens } from '@/lib/models/builtin/count-tokens'
import { type Chunk, searchableText } from './chunk/chunk'
import { chunkDocument } from './chunk/chunk-document'
import { activeIndex, type IndexRow } from './indexes/read-indexes'
import { replaceChunks } from './insert-chunks'
import { type ParseInWorkerOptions, parseInWorker } from './parse-in-worker'
import type { ParsedDocument } from './parsed-document'

export type IngestStatus = 'parsing' | 'chunking' | 'embedding' | 'indexing' | 'ready'

export interface IngestDocumentOptions {
  db: Database
  document: { id: string; workspaceId: string; knowledgeBaseId: string; name: string; mimeType: string }
  bytes: Uint8Array
  embed: (
    texts: string[],
    options: { signal?: AbortSignal | undefined; onProgress?: ((done: number, total: number) => void) | undefined },
  ) => Promise<Float32Array[]>
  /** ISO codes that the embedding model reads; other documents are searched by words alone. */
  languages?: readonly string[]
  /** `progress` is 0..1 within the status. */
  onProgress?: (status: IngestStatus, progress: number) => void | Promise<void>
  signal?: AbortSignal | undefined
  /** For tests: the bundled parser. */
  parserEntry?: URL
}

/** File -> text -> chunks -> vectors -> database. Doing it again gives the same; until the end the old chunks serve. */
export async function ingestDocument(options: IngestDocumentOptions): Promise<{ chunkCount: number }> {
  const { db, document, bytes, onProgress, signal } = options
  await onProgress?.('parsing', 0)
  const parsed = await parseInWorker(parserOptions(options, bytes))
  for (;;) {
    const index = await activeIndex(db, document)
    await onProgress?.('chunking', 0)
    const chunks = chunkDocument({ document: parsed, countTokens })
    signal?.throwIfAborted()
    await onProgress?.('embedding', 0)
    const vectors = await embedChunks(options, index, parsed.language, chunks)
    signal?.throwIfAborted()
    await onProgress?.('indexing', 0)
    // Another index may have become the active one meanwhile: then the work is done again for that one.
    if (!(await store(db, document, index, parsed, chunks, vectors))) continue
    await onProgress?.('ready', 1)
    return { chunkCount: chunks.length }
  }
}

/** @throws INVALID_INPUT for vectors of another width: they would be in the index and never be found */
async function embedChunks(
  { embed, languages = ['en'], onProgress, signal }: IngestDocumentOptions,
  index: IndexRow,
  language: string,
  chunks: readonly Chunk[],
): Promise<Float32Array[]> {
  if (!['und', ...languages].includes(language)) return []
  // A report that is lost must not fail the work that it reports.
  const report = (done: number, total: number) =>
    void Promise.resolve(onProgress?.('embedding', done / total)).catch(() => {})
  const vectors = await embed(chunks.map(searchableText), { signal, onProgress: report })
  const other = vectors.find((vector) => vector.length !== index.dims)
  if (!other) return vectors
  throw new AppError(
    'INVALID_INPUT',
    `This knowledge base holds vectors of ${index.dims} numbers, and its embedding model now gives ${other.length}. Rebuild its index with the model as it is now.`,
  )
}

function parserOptions(
  { document, signal, parserEntry }: IngestDocumentOptions,
  bytes: Uint8Array,
): ParseInWorkerOptions {
  const entry = parserEntry ? { entry: parserEntry } : {}
  return { bytes, fileName: document.name, mime: document.mimeType, signal, ...entry }
}

/** @returns false when the index is not the active one any more; nothing is stored then. */
async function store(
  db: Database,
  document: IngestDocumentOptions['document'],
  index: IndexRow,
  parsed: ParsedDocument,
  chunks: readonly Chunk[],
  vectors: readonly Float32Array[],
): Promise<boolean> {
  const { id: documentId, workspaceId, knowledgeBaseId } = document
  const embedded = chunks.map((chunk, index) => ({ ...chunk, embedding: vectors[index] ?? null }))
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
        chunkCount: chunks.length,
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
