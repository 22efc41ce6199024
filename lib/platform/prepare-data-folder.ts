import 'server-only'
import { statfsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import { makeFolder } from './make-folder'

/** A new embedded database takes about 40 MB, and its write-ahead log grows in files of 16 MB. */
const MIN_FREE_MB = 60
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT'])

/** Runs first at startup; everything else writes there. @throws AppError UNAVAILABLE */
export function prepareDataFolder(folder: string): void {
  try {
    makeFolder(folder)
  } catch (cause) {
    throw unwritable(folder, cause)
  }
}

export function unwritable(folder: string, cause: unknown): AppError {
  const reason = isFull(folder, cause)
    ? problem('server.dataFolderFull', { folder, megabytes: MIN_FREE_MB })
    : problem('server.dataFolderReadOnly', { folder })
  return new AppError('UNAVAILABLE', reason, { cause })
}

/** The system's error names a full disk; that of the embedded database does not, so this checks the disk. */
export function isFull(folder: string, cause: unknown): boolean {
  for (let error = cause; error instanceof Error; error = error.cause) {
    const code = String(Reflect.get(error, 'code'))
    if (/^E[A-Z]+$/.test(code)) return FULL.has(code)
  }
  return freeBytes(folder) < MIN_FREE_MB * 1024 * 1024
}

function freeBytes(folder: string): number {
  for (let level = path.resolve(folder); ; level = path.dirname(level)) {
    try {
      const { bavail, bsize } = statfsSync(level)
      return bavail * bsize
    } catch {
      if (level === path.dirname(level)) return Number.POSITIVE_INFINITY
    }
  }
}
