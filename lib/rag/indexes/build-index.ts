import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { documents, indexedDocuments, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { type CutDocuments, cutDocument } from '../ingest/cut-document'
import { clearUp, type LeftOver } from '../ingest/delete-leftovers'
import { sweepHidden } from '../ingest/hidden-chunks'
import { replaceChunks, storePrepared } from '../ingest/insert-chunks'
import { prepareChunks } from '../ingest/prepare-chunks'
import { storeAhead } from '../ingest/store-ahead'
import { compactAfterInsert } from '../lexical/maintenance/compact-soon'
import { ParsedDocument } from '../parse/parsed-document'
import type { EmbedTexts } from './embed-passages'
import { chunkingOf, embedChunks, isOtherWidth } from './index-chunks'
import { type MissingDocument, missingDocuments } from './missing-documents'
import type { IndexRow } from './read-indexes'
import { type SwitchOutcome, switchIndex } from './switch-index'

const DOCUMENTS_PER_PASS = 12
/** Parallel requests to a service; the built-in model has a single thread anyway. */
const PARALLEL_DOCUMENTS = 3

export interface BuildIndexOptions {
  db: Database
  index: IndexRow
  embed: EmbedTexts
  /** Defaults to chunking in the current thread. */
  cut?: CutDocuments
  /** Parses a document's file again; needed for documents stored without pages and headings. */
  reread: (documentId: string) => Promise<void>
  signal: AbortSignal
  /** Time at which it yields to other builds; progress is kept. */
  untilMs: number
  /** Whether to switch even if some documents failed. */
  withoutFailed?: boolean
}

export type BuildOutcome = Exclude<SwitchOutcome, 'missing'> | 'unfinished'

/**
 * Fills an index with all documents of its knowledge base and activates it. An interrupted build resumes,
 * because documents that the index already holds are skipped. The next pass picks up documents that are added
 * or changed meanwhile.
 * @throws AppError when the model is unavailable
 */
export async function buildIndex(
  options: BuildIndexOptions,
): Promise<{ outcome: BuildOutcome; retiredId: string | null }> {
  const { db, index, signal, untilMs, withoutFailed = false } = options
  for (;;) {
    signal.throwIfAborted()
    if (!(await isBuilding(db, index))) return { outcome: 'gone', retiredId: null }
    const batch = await missingDocuments(db, index, DOCUMENTS_PER_PASS)
    if (batch.length === 0) {
      // Leftovers of a crash: no other process stores into this index now, and its documents are
      // not repeated.
      await sweepHidden(db, { workspaceId: index.workspaceId, indexId: index.id }, signal)
      const { outcome, retiredId } = await switchIndex(db, index, { withoutFailed })
      if (outcome !== 'missing') return { outcome, retiredId }
    } else {
      if (Date.now() > untilMs) return { outcome: 'unfinished', retiredId: null }
      await indexAll(options, batch)
    }
  }
}

async function isBuilding(db: Database, { id, workspaceId }: IndexRow): Promise<boolean> {
  const [row] = await db
    .select({ status: knowledgeIndexes.status })
    .from(knowledgeIndexes)
    .where(and(eq(knowledgeIndexes.id, id), eq(knowledgeIndexes.workspaceId, workspaceId)))
  return row?.status === 'building'
}

/** The first error stops the other workers after their current document. */
async function indexAll(options: BuildIndexOptions, batch: readonly MissingDocument[]): Promise<void> {
  const waiting = [...batch]
  const failures: unknown[] = []
  const lane = async () => {
    for (let next = waiting.shift(); next && failures.length === 0; next = waiting.shift()) {
      await indexDocument(options, next).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: PARALLEL_DOCUMENTS }, lane))
  if (failures.length > 0) throw failures[0]
}

async function indexDocument(options: BuildIndexOptions, document: MissingDocument): Promise<void> {
  const { db, index, embed, cut = cutDocument, signal, reread } = options
  const parsed = ParsedDocument.safeParse({ ...document.structure, text: document.text ?? '' })
  // The next pass sees it again with its new revision.
  if (!parsed.success) return reread(document.id)
  const { language } = parsed.data
  try {
    const { chunks, words } = await cut(parsed.data, chunkingOf(index, document.mimeType)).catch(throwAsOfDocument)
    const embedded = await embedChunks({ db, index, documentId: document.id, language, chunks, embed, signal })
    const owner = { workspaceId: index.workspaceId, knowledgeBaseId: index.knowledgeBaseId, indexId: index.id }
    const prepared = await prepareChunks(db, { ...owner, documentId: document.id }, embedded, words)
    const storedAhead = await storeAhead(db, prepared, signal)
    let left: LeftOver | null = storedAhead
    await storeIfSame(db, index, document, async (tx) => {
      left = await storePrepared(tx, prepared, document.revision, storedAhead)
    })
    await clearUp(db, prepared.owner, left, signal)
    compactAfterInsert(db, { workspaceId: index.workspaceId, indexId: index.id }, embedded.length)
  } catch (error) {
    signal.throwIfAborted()
    // Another process stored it and released the cached vectors; the next pass sees the result.
    if (AppError.isInstance(error) && error.code === 'CONFLICT') return
    if (!isOfDocument(error)) throw error
    const { id: indexId, workspaceId } = index
    const failed = { revision: document.revision, chunkCount: 0, ...errorColumns(error) }
    let left: LeftOver | null = null
    await storeIfSame(db, index, document, async (tx, owner) => {
      left = await replaceChunks(tx, owner, [], document.revision)
      await tx
        .update(indexedDocuments)
        .set(failed)
        .where(
          and(
            eq(indexedDocuments.indexId, indexId),
            eq(indexedDocuments.documentId, document.id),
            eq(indexedDocuments.workspaceId, workspaceId),
          ),
        )
    })
    const owner = { workspaceId, knowledgeBaseId: index.knowledgeBaseId, indexId, documentId: document.id }
    await clearUp(db, owner, left, signal)
  }
}

/** Blames a chunking timeout on the document: it would recur, while a model timeout may be transient. */
function throwAsOfDocument(error: unknown): never {
  if (!AppError.isInstance(error) || error.code !== 'TIMEOUT') throw error
  throw new AppError('TOO_LARGE', error, { cause: error })
}

/** Whether the service rejects these texts; other errors would affect every document. */
function isOfDocument(error: unknown): error is AppError {
  if (!AppError.isInstance(error) || isOtherWidth(error)) return false
  return error.code === 'INVALID_INPUT' || error.code === 'TOO_LARGE'
}

type Store = (tx: Parameters<typeof replaceChunks>[0], owner: Parameters<typeof replaceChunks>[1]) => Promise<void>

/** Stores unless the document was changed or deleted meanwhile, which the next pass sees. */
async function storeIfSame(db: Database, index: IndexRow, document: MissingDocument, store: Store): Promise<void> {
  const { workspaceId, knowledgeBaseId, id: indexId } = index
  await db.transaction(async (tx) => {
    const [row] = await tx
      .select({ revision: documents.revision })
      .from(documents)
      .where(and(eq(documents.id, document.id), eq(documents.workspaceId, workspaceId), isNull(documents.deletedAt)))
      .for('update')
    if (row?.revision !== document.revision) return
    await store(tx, { workspaceId, knowledgeBaseId, indexId, documentId: document.id })
  })
}
