import { AppError } from '@/lib/core/app-error'
import type { ArchivePart } from '../worker/parser-protocol'
import { readEntries } from './archive-entries'
import { unpack } from './unpack'

export interface UnpackArchiveOptions {
  bytes: Uint8Array
  /** Number of the entry to begin with. */
  from: number
  /** Of the files of this part together; a larger one comes alone. */
  maxBytes: number
}

/** What systems and programs leave in archives. */
const JUNK = /(?:^|\/)(?:__MACOSX|\.[^/.][^/]*|Thumbs\.db|desktop\.ini)(?:\/|$)/i

/** Some files of an archive, so that all of it never lies in memory at once. Folders and what systems leave are not among them. */
export function unpackArchive({ bytes, from, maxBytes }: UnpackArchiveOptions): ArchivePart {
  const entries = readEntries(bytes)
  if (entries.some(({ isEncrypted }) => isEncrypted))
    throw new AppError('INVALID_INPUT', 'This archive is protected by a password. Pack it without one.')
  let entry = -1
  let taken = 0
  let next: number | null = null
  /** By the names that fflate gives them: two entries of one name are one file, the last, as for programs that unpack. */
  const names = new Map<string, string>()
  const files = unpack(bytes, ({ name, originalSize }) => {
    entry += 1
    if (entry < from || next !== null || name.endsWith('/') || JUNK.test(name)) return false
    if (names.size > 0 && taken + originalSize > maxBytes) {
      next = entry
      return false
    }
    taken += originalSize
    names.set(name, entries[entry]?.name ?? name)
    return true
  })
  return { files: [...names].map(([packed, name]) => ({ name, bytes: files[packed] ?? new Uint8Array() })), next }
}
