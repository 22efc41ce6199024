import 'server-only'
import { constants } from 'node:fs'
import * as fs from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'

const MAX_DEPTH = 40

export interface FolderFile {
  /** Relative to the root, with slashes. */
  path: string
  sizeBytes: number
  /** Derived from the file's times and size. */
  revision: string
}

/** Lists all files below a folder, sorted by name. Skips links and hidden files. */
export async function* walkFolder(root: string, below: string, signal: AbortSignal): AsyncGenerator<FolderFile> {
  yield* walk(root, below, 0, signal)
}

async function* walk(root: string, below: string, depth: number, signal: AbortSignal): AsyncGenerator<FolderFile> {
  signal.throwIfAborted()
  if (depth > MAX_DEPTH) return
  const entries = await fs.readdir(path.join(root, below), { withFileTypes: true })
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue
    const place = below === '' ? entry.name : `${below}/${entry.name}`
    // Links count as neither files nor folders, because they may point anywhere.
    if (entry.isDirectory()) yield* walk(root, place, depth + 1, signal)
    else if (entry.isFile()) {
      const stat = await fs.lstat(path.join(root, place)).catch(() => null)
      if (stat?.isFile())
        yield { path: place, sizeBytes: stat.size, revision: `${stat.mtimeMs}-${stat.size}-${stat.ino}` }
    }
  }
}

/**
 * Resolves the real path of a folder, which must be inside the root: a link that leads out is an
 * error, like `..`. @throws AppError
 */
export async function resolveInside(root: string, below: string): Promise<string> {
  const real = await fs.realpath(path.join(root, below)).catch(() => null)
  const realRoot = await fs.realpath(root).catch(() => null)
  if (realRoot === null) throw new AppError('NOT_FOUND', problem('sources.folderMissing'))
  if (real === null) throw new AppError('NOT_FOUND', problem('sources.pathMissing', { path: below }))
  if (real !== realRoot && !real.startsWith(realRoot + path.sep))
    throw new AppError('FORBIDDEN', problem('sources.pathOutside', { path: below }))
  return real
}

/** @returns null when the file was deleted. @throws AppError TOO_LARGE, FORBIDDEN */
export async function readInside(
  root: string,
  place: string,
  maxBytes: number,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; revision: string } | null> {
  const inside = await resolveInside(root, place).catch((error: unknown) => {
    if (AppError.isInstance(error) && error.code === 'NOT_FOUND') return null
    throw error
  })
  if (inside === null) return null
  // O_NOFOLLOW fails if the file was replaced by a link in the meantime.
  const file = await fs.open(inside, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(() => null)
  if (!file) throw new AppError('FORBIDDEN', problem('sources.fileForbidden'))
  try {
    const stat = await file.stat()
    if (!stat.isFile()) return null
    if (stat.size > maxBytes)
      throw new AppError(
        'TOO_LARGE',
        problem('sources.fileLargerThan', { megabytes: Math.round(maxBytes / 1024 / 1024) }),
      )
    const bytes = new Uint8Array(await file.readFile())
    return { bytes, revision: `${stat.mtimeMs}-${stat.size}-${stat.ino}` }
  } finally {
    await file.close()
  }
}
