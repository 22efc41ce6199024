import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { documents, knowledgeBases } from '@/lib/db/schema/knowledge'
import { countTokens } from '@/lib/models/builtin/count-tokens'
import { type Chunk, searchableText } from './chunk/chunk'
import { chunkDocument } from './chunk/chunk-document'
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
  const { db, document, bytes, embed, onProgress, signal, languages = ['en'] } = options
  await onProgress?.('parsing', 0)
  const parsed = await parseInWorker(parserOptions(options, bytes))
  await onProgress?.('chunking', 0)
  const chunks = chunkDocument({ document: parsed, countTokens })
  signal?.throwIfAborted()
  await onProgress?.('embedding', 0)
  const readable = ['und', ...languages].includes(parsed.language)
  // A report that is lost must not fail the work that it reports.
  const report = (done: number, total: number) =>
    void Promise.resolve(onProgress?.('embedding', done / total)).catch(() => {})
  const vectors = readable ? await embed(chunks.map(searchableText), { signal, onProgress: report }) : []
  signal?.throwIfAborted()
  await requireWidth(db, document, vectors)
  await onProgress?.('indexing', 0)
  await store(db, document, parsed, chunks, vectors)
  await onProgress?.('ready', 1)
  return { chunkCount: chunks.length }
}

function parserOptions(
  { document, signal, parserEntry }: IngestDocumentOptions,
  bytes: Uint8Array,
): ParseInWorkerOptions {
  const entry = parserEntry ? { entry: parserEntry } : {}
  return { bytes, fileName: document.name, mime: document.mimeType, signal, ...entry }
}

/** Vectors of another width would be in the index and never be found. @throws INVALID_INPUT; what is indexed stays searchable */
async function requireWidth(
  db: Database,
  { knowledgeBaseId, workspaceId }: IngestDocumentOptions['document'],
  vectors: readonly Float32Array[],
): Promise<void> {
  const [base] = await db
    .select({ dims: knowledgeBases.dims })
    .from(knowledgeBases)
    .where(and(eq(knowledgeBases.id, knowledgeBaseId), eq(knowledgeBases.workspaceId, workspaceId)))
  const other = vectors.find((vector) => base && vector.length !== base.dims)
  if (!base || !other) return
  throw new AppError(
    'INVALID_INPUT',
    `This knowledge base holds vectors of ${base.dims} numbers, and its embedding model now gives ${other.length}. Make a new knowledge base for the other model.`,
  )
}

async function store(
  db: Database,
  document: IngestDocumentOptions['document'],
  parsed: ParsedDocument,
  chunks: readonly Chunk[],
  vectors: readonly Float32Array[],
): Promise<void> {
  const { id: documentId, workspaceId, knowledgeBaseId } = document
  const embedded = chunks.map((chunk, index) => ({ ...chunk, embedding: vectors[index] ?? null }))
  await db.transaction(async (tx) => {
    // The row is locked and looked for first: a document deleted in the meantime stays deleted.
    const [row] = await tx
      .update(documents)
      .set({
        status: 'ready',
        progress: 1,
        error: null,
        text: parsed.text,
        title: parsed.title,
        language: parsed.language,
        pageCount: parsed.pages.length || null,
        notices: parsed.notices,
        chunkCount: chunks.length,
      })
      .where(and(eq(documents.id, documentId), eq(documents.workspaceId, workspaceId)))
      .returning({ id: documents.id })
    if (row) await replaceChunks(tx, { workspaceId, knowledgeBaseId, documentId }, embedded)
  })
}
