import { AppError } from '@/lib/core/app-error'
import type { ArchivePart } from '../parser-protocol'
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
  if (isEncrypted(bytes))
    throw new AppError('INVALID_INPUT', 'This archive is protected by a password. Pack it without one.')
  let entry = -1
  let taken = 0
  let next: number | null = null
  const names: string[] = []
  const files = unpack(bytes, ({ name, originalSize }) => {
    entry += 1
    if (entry < from || next !== null || name.endsWith('/') || JUNK.test(name)) return false
    if (names.length > 0 && taken + originalSize > maxBytes) {
      next = entry
      return false
    }
    taken += originalSize
    names.push(name)
    return true
  })
  // Two entries of one name are one file: the last, as programs that unpack do.
  const unique = [...new Set(names)]
  return { files: unique.map((name) => ({ name, bytes: files[name] ?? new Uint8Array() })), next }
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50

/** fflate does not look at the flag and would give noise (APPNOTE 4.4.4, bit 0). */
function isEncrypted(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let end = bytes.length - 22
  while (end >= 0 && view.getUint32(end, true) !== END_OF_DIRECTORY) end -= 1
  if (end < 0) return false
  let at = view.getUint32(end + 16, true)
  while (at + 46 <= bytes.length && view.getUint32(at, true) === DIRECTORY_ENTRY) {
    if (view.getUint16(at + 8, true) & 1) return true
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return false
}
