import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { documents } from '@/lib/db/schema/knowledge'
import { toDisplayName } from '@/lib/files/display-name'
import { deleteFile } from '@/lib/files/store'
import { errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { unpackInWorker } from '@/lib/rag/parse/worker/parse-in-worker'
import type { System } from '../system'
import type { DocumentRow } from './get-knowledge-base-row'
import { storeDocument } from './store-document'

/** Decompressed bytes of an archive in memory at a time. */
const PART_BYTES = 32 * 1024 * 1024
const MAX_REASONS = 20
const MAX_NAME_LENGTH = 255

export interface ExpandArchiveOptions {
  system: Pick<System, 'db' | 'jobs'>
  archive: DocumentRow
  bytes: Uint8Array
  signal: AbortSignal
  /** For tests: the bundled parser. */
  parserEntry?: URL
}

/**
 * Creates a document for each file in an archive, named with its folders. Then deletes the archive's own row, or keeps
 * it with the reasons if files were skipped. Repeating it adds only new or changed files.
 */
export async function expandArchive({
  system,
  archive,
  bytes,
  signal,
  parserEntry,
}: ExpandArchiveOptions): Promise<void> {
  const skipped: Problem[] = []
  let added = 0
  const limits = { signal, owner: archive.workspaceId, ...(parserEntry ? { entry: parserEntry } : {}) }
  for (let from: number | null = 0; from !== null; ) {
    const part: Awaited<ReturnType<typeof unpackInWorker>> = await unpackInWorker(
      { bytes, from, maxBytes: PART_BYTES },
      limits,
    )
    for (const file of part.files) {
      signal.throwIfAborted()
      const reason = await storeFile(system, archive, file)
      if (reason === null) added += 1
      else skipped.push(problem('documents.archiveFile', { name: file.name.slice(-120), reason }))
    }
    from = part.next
  }
  if (added === 0 && skipped.length === 0) throw new AppError('INVALID_INPUT', problem('documents.archiveEmpty'))
  if (skipped.length === 0) await removeArchive(system, archive)
  else await explain(system, archive, added, skipped)
}

/** Stores a file as a document. @returns why it was skipped, or null */
async function storeFile(
  system: ExpandArchiveOptions['system'],
  { workspaceId, knowledgeBaseId, name }: DocumentRow,
  file: { name: string; bytes: Uint8Array },
): Promise<Problem | null> {
  if (/\.zip$/i.test(file.name)) return problem('documents.archiveNested')
  try {
    await storeDocument(system, { workspaceId, knowledgeBaseId, name: nameWithin(name, file.name), bytes: file.bytes })
    return null
  } catch (error) {
    if (!AppError.isInstance(error) || error.code === 'INTERNAL') throw error
    return error.code === 'UNSUPPORTED_MEDIA_TYPE' ? problem('documents.archiveType') : error
  }
}

/**
 * `docs/handbook/a.md` for the file handbook/a.md of docs.zip. Names that point elsewhere become plain ones, to prevent
 * path traversal.
 */
export function nameWithin(archiveName: string, fileName: string): string {
  const folders = fileName.split(/[\\/]/).filter((part) => !/^\.*$/.test(part))
  const file = toDisplayName(folders.pop() ?? '')
  const path = [archiveName.replace(/\.zip$/i, ''), ...folders].map(toDisplayName).join('/')
  const maxPathLength = Math.max(0, MAX_NAME_LENGTH - [...file].length - 1)
  return `${[...path].slice(0, maxPathLength).join('')}/${file}`
}

async function removeArchive({ db }: Pick<System, 'db'>, { id, workspaceId, fileId }: DocumentRow): Promise<void> {
  await db.delete(documents).where(and(eq(documents.id, id), eq(documents.workspaceId, workspaceId)))
  await deleteFile(workspaceId, fileId)
}

async function explain(
  { db }: Pick<System, 'db'>,
  { id, workspaceId }: DocumentRow,
  added: number,
  skipped: readonly Problem[],
): Promise<void> {
  const hiddenCount = skipped.length - MAX_REASONS
  const lines = skipped.slice(0, MAX_REASONS)
  if (hiddenCount > 0) lines.push(problem('documents.archiveMore', { count: hiddenCount }))
  const files = lines.reduceRight((rest, line) => problem('documents.lines', { line, rest }))
  const failure = problem('documents.archivePartly', { added, total: added + skipped.length, files })
  await db
    .update(documents)
    .set({ status: 'failed', progress: 0, ...errorColumns(failure) })
    .where(and(eq(documents.id, id), eq(documents.workspaceId, workspaceId)))
}
