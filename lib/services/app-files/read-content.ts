import 'server-only'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import type { FileContent } from '@/lib/engine/file-requests'
import { sniffFile } from '@/lib/files/sniff'
import type { FileValue } from '@/lib/graph/file-value'
import { problem } from '@/lib/messages/problems/problem'
import { parseInWorker, rowsInWorker } from '@/lib/rag/parse/worker/parse-in-worker'
import { documentParser } from './document-parser'
import { type RunFile, readAppFile, readDocument } from './run-files'

const MAX_BYTES = 25_000_000
const MAX_CHARACTERS = 5_000_000
const TABLES = new Set(['csv', 'xlsx', 'json', 'jsonl'])

/** Text and rows of a file that was sent or created, with the same checks as `readAppFile`. */
export async function readContent(db: Database, place: RunFile, signal: AbortSignal): Promise<FileContent> {
  const { bytes, name } = await readAppFile(db, place)
  if (bytes.byteLength > MAX_BYTES)
    throw new AppError(
      'LIMIT_EXCEEDED',
      problem('nodes.fileTooLong', { name, count: bytes.byteLength, max: MAX_BYTES }),
    )
  const limits = { signal, ...documentParser() }
  // Detected again: the declared type of a file from a service may be wrong.
  const { kind, mimeType } = sniffFile({ bytes, fileName: name })
  const table = TABLES.has(kind) ? await rowsInWorker({ bytes, mime: mimeType }, limits) : { rows: [] }
  return { ...table, file: (await storedText(db, place)) ?? (await parseFile(place.fileId)) }

  async function parseFile(fileId: string): Promise<FileValue> {
    const request = { bytes, fileName: name, mime: mimeType, maxCharacters: MAX_CHARACTERS }
    const { text, pages } = await parseInWorker({ ...request, ...limits })
    return { fileId, name, mediaType: mimeType, sizeBytes: bytes.byteLength, text, pages }
  }
}

/** The text of an upload, which was parsed when it arrived; null for files that a step created. */
async function storedText(db: Database, place: RunFile): Promise<FileValue | null> {
  try {
    return await readDocument(db, place)
  } catch (error) {
    if (AppError.isInstance(error) && error.code === 'NOT_FOUND') return null
    throw error
  }
}
