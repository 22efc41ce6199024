import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { isForeignKey } from '@/lib/db/errors/sql-state'
import { recognizedPages } from '@/lib/db/schema/knowledge'
import { problem } from '@/lib/messages/problems/problem'
import { type ParserLimits, recognizeInWorker } from '../parse/worker/parse-in-worker'
import type { RecognizedPage } from './recognized-page'

/** Limit per document, about half an hour of one core; further pages are listed as unread. */
const MAX_PAGES = 500

export interface ScannedDocument {
  id: string
  workspaceId: string
  mimeType: string
  sha256: string
}

export interface RecognizeScansOptions {
  db: Database
  document: ScannedDocument
  bytes: Uint8Array
  /** Scanned pages, from 1. */
  scans: readonly number[]
  languages: readonly string[]
  limits: ParserLimits
  onProgress: (done: number, total: number) => void | Promise<void>
}

/**
 * Recognizes pages one by one in a worker thread that can be terminated, and stores each result, so
 * that an interrupted job resumes at the current page. A page that exceeds the time or memory limit
 * counts as empty. @throws NOT_FOUND when the document is deleted meanwhile, UNAVAILABLE
 */
export async function recognizeScans(options: RecognizeScansOptions): Promise<Map<number, RecognizedPage>> {
  const { bytes, document, languages, limits, onProgress } = options
  const scans = options.scans.slice(0, MAX_PAGES)
  const pages = await storedPages(options)
  let done = scans.filter((page) => pages.has(page)).length
  for (const page of scans) {
    if (pages.has(page)) continue
    await onProgress(done, scans.length)
    const recognized = await readPage({ bytes, mime: document.mimeType, page, languages }, limits)
    pages.set(page, recognized)
    await storePage(options, page, recognized)
    done += 1
  }
  return pages
}

async function readPage(page: Parameters<typeof recognizeInWorker>[0], limits: ParserLimits): Promise<RecognizedPage> {
  try {
    return await recognizeInWorker(page, limits)
  } catch (error) {
    const isOfThisPage = AppError.isInstance(error) && ['INVALID_INPUT', 'TOO_LARGE', 'TIMEOUT'].includes(error.code)
    if (limits.signal?.aborted || !isOfThisPage) throw error
    return { text: '', confidence: 0 }
  }
}

/** Deletes the recognized pages, which are not needed once the text is stored. */
export async function forgetRecognized(db: Database, { id, workspaceId }: ScannedDocument): Promise<void> {
  await db
    .delete(recognizedPages)
    .where(and(eq(recognizedPages.documentId, id), eq(recognizedPages.workspaceId, workspaceId)))
}

async function storedPages({ db, document, languages }: RecognizeScansOptions): Promise<Map<number, RecognizedPage>> {
  const { page, text, confidence } = recognizedPages
  const found = await db
    .select({ page, text, confidence })
    .from(recognizedPages)
    .where(
      and(
        eq(recognizedPages.documentId, document.id),
        eq(recognizedPages.workspaceId, document.workspaceId),
        eq(recognizedPages.sha256, document.sha256),
        eq(recognizedPages.languages, languages.join('+')),
      ),
    )
  return new Map(found.map(({ page: number, ...recognized }) => [number, recognized]))
}

async function storePage(
  { db, document, languages }: RecognizeScansOptions,
  page: number,
  recognized: RecognizedPage,
): Promise<void> {
  const fresh = { ...recognized, sha256: document.sha256, languages: languages.join('+') }
  try {
    await db
      .insert(recognizedPages)
      .values({ workspaceId: document.workspaceId, documentId: document.id, page, ...fresh })
      .onConflictDoUpdate({
        target: [recognizedPages.documentId, recognizedPages.page],
        set: fresh,
        setWhere: sql`${recognizedPages.workspaceId} = ${document.workspaceId}`,
      })
  } catch (error) {
    if (isForeignKey(error)) throw new AppError('NOT_FOUND', problem('documents.deletedMeanwhile'), { cause: error })
    throw error
  }
}
