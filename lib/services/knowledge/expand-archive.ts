import 'server-only'
import { and, eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { documents } from '@/lib/db/schema/knowledge'
import { toDisplayName } from '@/lib/files/display-name'
import { deleteFile } from '@/lib/files/store'
import { problem } from '@/lib/messages/problems/problem'
import { unpackInWorker } from '@/lib/rag/parse/worker/parse-in-worker'
import type { System } from '../system'
import type { DocumentRow } from './get-knowledge-base-row'
import { storeDocument } from './store-document'

/** Decompressed bytes of an archive in memory at a time. */
const PART_BYTES = 32 * 1024 * 1024
const MOST_REASONS = 20
const LONGEST_NAME = 255

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
  const leftOut: string[] = []
  let added = 0
  const limits = { signal, owner: archive.workspaceId, ...(parserEntry ? { entry: parserEntry } : {}) }
  for (let from: number | null = 0; from !== null; ) {
    const part: Awaited<ReturnType<typeof unpackInWorker>> = await unpackInWorker(
      { bytes, from, maxBytes: PART_BYTES },
      limits,
    )
    for (const file of part.files) {
      signal.throwIfAborted()
      const reason = await takeFile(system, archive, file)
      if (reason === null) added += 1
      else leftOut.push(`${file.name.slice(-120)}: ${reason}`)
    }
    from = part.next
  }
  if (added === 0 && leftOut.length === 0) throw new AppError('INVALID_INPUT', problem('documents.archiveEmpty'))
  if (leftOut.length === 0) await forget(system, archive)
  else await explain(system, archive, added, leftOut)
}

/** @returns why it was skipped, or null */
async function takeFile(
  system: ExpandArchiveOptions['system'],
  { workspaceId, knowledgeBaseId, name }: DocumentRow,
  file: { name: string; bytes: Uint8Array },
): Promise<string | null> {
  if (/\.zip$/i.test(file.name)) return 'an archive within an archive is not unpacked.'
  try {
    await storeDocument(system, { workspaceId, knowledgeBaseId, name: nameWithin(name, file.name), bytes: file.bytes })
    return null
  } catch (error) {
    if (!AppError.isInstance(error) || error.code === 'INTERNAL') throw error
    return error.code === 'UNSUPPORTED_MEDIA_TYPE'
      ? 'files of its type are not read, or it is not what its name says.'
      : error.message
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
  const room = Math.max(0, LONGEST_NAME - [...file].length - 1)
  return `${[...path].slice(0, room).join('')}/${file}`
}

async function forget({ db }: Pick<System, 'db'>, { id, workspaceId, fileId }: DocumentRow): Promise<void> {
  await db.delete(documents).where(and(eq(documents.id, id), eq(documents.workspaceId, workspaceId)))
  await deleteFile(workspaceId, fileId)
}

async function explain(
  { db }: Pick<System, 'db'>,
  { id, workspaceId }: DocumentRow,
  added: number,
  leftOut: readonly string[],
): Promise<void> {
  const shown = leftOut.slice(0, MOST_REASONS).join('\n')
  const more = leftOut.length > MOST_REASONS ? `\n… and ${leftOut.length - MOST_REASONS} more.` : ''
  const error = `${added} of ${added + leftOut.length} files were added. Left out:\n${shown}${more}`
  await db
    .update(documents)
    .set({ status: 'failed', progress: 0, error })
    .where(and(eq(documents.id, id), eq(documents.workspaceId, workspaceId)))
}
