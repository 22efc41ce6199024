import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { ArchivePart } from '../worker/parser-protocol'
import { readEntries } from './archive-entries'
import { unpack } from './unpack'

export interface UnpackArchiveOptions {
  bytes: Uint8Array
  /** Index of the first entry. */
  from: number
  /** Maximum total size of the files of this part; a larger file is sent alone. */
  maxBytes: number
}

/** Files that operating systems and programs add to archives. */
const JUNK = /(?:^|\/)(?:__MACOSX|\.[^/.][^/]*|Thumbs\.db|desktop\.ini)(?:\/|$)/i

/** Unpacks part of an archive, so that it is never in memory as a whole. Skips folders and system files. */
export function unpackArchive({ bytes, from, maxBytes }: UnpackArchiveOptions): ArchivePart {
  const entries = readEntries(bytes)
  if (entries.some(({ isEncrypted }) => isEncrypted))
    throw new AppError('INVALID_INPUT', problem('documents.archiveProtected'))
  let entry = -1
  let totalBytes = 0
  let next: number | null = null
  /** Decoded names, keyed by fflate's. Of entries with the same name the last one wins, as in other programs. */
  const names = new Map<string, string>()
  const files = unpack(bytes, ({ name, originalSize }) => {
    entry += 1
    const isInPart = entry >= from && next === null
    const isFolder = name.endsWith('/')
    if (!isInPart || isFolder || JUNK.test(name)) return false
    if (names.size > 0 && totalBytes + originalSize > maxBytes) {
      next = entry
      return false
    }
    totalBytes += originalSize
    names.set(name, entries[entry]?.name ?? name)
    return true
  })
  return { files: [...names].map(([packed, name]) => ({ name, bytes: files[packed] ?? new Uint8Array() })), next }
}
