import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { documents, indexedDocuments, knowledgeIndexes } from '@/lib/db/schema/knowledge'
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

const DOCUMENTS_A_LOOK = 12
/** Calls of a service that run side by side; the built-in model has one thread anyway. */
const AT_ONCE = 3

export interface BuildIndexOptions {
  db: Database
  index: IndexRow
  embed: EmbedTexts
  /** In this thread when absent. */
  cut?: CutDocuments
  /** Reads a document's file again: what was stored before the pages and headings were kept needs it. */
  reread: (documentId: string) => Promise<void>
  signal: AbortSignal
  /** When to let others have a turn; what is done is kept. */
  untilMs: number
  /** Switches although some documents could not be taken. */
  withoutFailed?: boolean
}

export type BuildOutcome = Exclude<SwitchOutcome, 'missing'> | 'unfinished'

/**
 * Fills an index with all that its knowledge base has, and makes it the active one. What it holds already is not done
 * again, so a build that was cut off goes on where it was; documents that come or change meanwhile are seen by the next
 * look. @throws AppError when the model cannot be asked
 */
export async function buildIndex(
  options: BuildIndexOptions,
): Promise<{ outcome: BuildOutcome; retiredId: string | null }> {
  const { db, index, signal, untilMs, withoutFailed = false } = options
  for (;;) {
    signal.throwIfAborted()
    if (!(await isBuilding(db, index))) return { outcome: 'gone', retiredId: null }
    const batch = await missingDocuments(db, index, DOCUMENTS_A_LOOK)
    if (batch.length === 0) {
      // What a process that died has left: nobody stores into this index now, and its documents are not done again.
      await sweepHidden(db, { workspaceId: index.workspaceId, indexId: index.id }, signal)
      const { outcome, retiredId } = await switchIndex(db, index, { withoutFailed })
      if (outcome !== 'missing') return { outcome, retiredId }
    } else {
      if (Date.now() > untilMs) return { outcome: 'unfinished', retiredId: null }
      await takeAll(options, batch)
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

/** The first failure stops the others after their document. */
async function takeAll(options: BuildIndexOptions, batch: readonly MissingDocument[]): Promise<void> {
  const waiting = [...batch]
  const failures: unknown[] = []
  const lane = async () => {
    for (let next = waiting.shift(); next && failures.length === 0; next = waiting.shift()) {
      await takeDocument(options, next).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  if (failures.length > 0) throw failures[0]
}

async function takeDocument(options: BuildIndexOptions, document: MissingDocument): Promise<void> {
  const { db, index, embed, cut = cutDocument, signal, reread } = options
  const parsed = ParsedDocument.safeParse({ ...document.structure, text: document.text ?? '' })
  // Seen again by the next look, under the number that reading it gave it.
  if (!parsed.success) return reread(document.id)
  const { language } = parsed.data
  try {
    const { chunks, words } = await cut(parsed.data, chunkingOf(index, document.mimeType)).catch(throwAsOfDocument)
    const embedded = await embedChunks({ db, index, documentId: document.id, language, chunks, embed, signal })
    const owner = { workspaceId: index.workspaceId, knowledgeBaseId: index.knowledgeBaseId, indexId: index.id }
    const prepared = await prepareChunks(db, { ...owner, documentId: document.id }, embedded, words)
    const ahead = await storeAhead(db, prepared, signal)
    let left: LeftOver | null = ahead
    await storeIfSame(db, index, document, async (tx) => {
      left = await storePrepared(tx, prepared, document.revision, ahead)
    })
    await clearUp(db, prepared.owner, left, signal)
    compactAfterInsert(db, { workspaceId: index.workspaceId, indexId: index.id }, embedded.length)
  } catch (error) {
    signal.throwIfAborted()
    // Stored by another process, which has let go of the vectors kept for it: the next look sees what is there.
    if (AppError.isInstance(error) && error.code === 'CONFLICT') return
    if (!isOfDocument(error)) throw error
    const { id: indexId, workspaceId } = index
    const failed = { revision: document.revision, chunkCount: 0, error: error.message }
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

/** Cutting has a time of its own: whoever exceeds it would do so again, while a model that takes too long may pass. */
function throwAsOfDocument(error: unknown): never {
  if (!AppError.isInstance(error) || error.code !== 'TIMEOUT') throw error
  throw new AppError('TOO_LARGE', error.message, { cause: error })
}

/** What the service says of these texts; anything else would meet every other document as well. */
function isOfDocument(error: unknown): error is AppError {
  if (!AppError.isInstance(error) || isOtherWidth(error)) return false
  return error.code === 'INVALID_INPUT' || error.code === 'TOO_LARGE'
}

type Store = (tx: Parameters<typeof replaceChunks>[0], owner: Parameters<typeof replaceChunks>[1]) => Promise<void>

/** A document that was changed or deleted meanwhile is left as it is: the next look sees it. */
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
