import 'server-only'
import * as fs from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '@/lib/core/app-error'
import { Id } from '@/lib/core/ids'
import { newId } from '@/lib/core/new-id'
import { problem } from '@/lib/messages/problems/problem'
import { dataDir } from '@/lib/platform/paths'
import { singleton } from '@/lib/platform/singleton'

/**
 * Files on this machine: <data>/files/<workspace>/<file>, both UUIDs that we generate. User-supplied names never reach
 * this layer.
 */
export interface FileStore {
  /** @returns the new file's id. */
  putFile(workspaceId: string, bytes: Uint8Array): Promise<string>
  /** @throws AppError NOT_FOUND */
  readFile(workspaceId: string, fileId: string): Promise<Uint8Array>
  /** Deleting a missing file is not an error. */
  deleteFile(workspaceId: string, fileId: string): Promise<void>
  deleteWorkspaceFiles(workspaceId: string): Promise<void>
}

export function createFileStore(root: () => string): FileStore {
  const place = (workspaceId: string, fileId: string) => path.join(root(), requireId(workspaceId), requireId(fileId))
  return {
    async putFile(workspaceId, bytes) {
      const fileId = newId()
      const target = place(workspaceId, fileId)
      await fs.mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      const temporary = `${target}.part`
      try {
        await fs.writeFile(temporary, bytes, { mode: 0o600, flag: 'wx' })
        await fs.rename(temporary, target)
      } catch (cause) {
        await fs.rm(temporary, { force: true })
        throw new AppError('UNAVAILABLE', problem('files.diskFull'), { cause })
      }
      return fileId
    },
    async readFile(workspaceId, fileId) {
      return await orNotFound(fs.readFile(place(workspaceId, fileId)))
    },
    async deleteFile(workspaceId, fileId) {
      await fs.rm(place(workspaceId, fileId), { force: true })
    },
    async deleteWorkspaceFiles(workspaceId) {
      await fs.rm(path.join(root(), requireId(workspaceId)), { recursive: true, force: true })
    },
  }
}

const folderStore = createFileStore(() => path.join(dataDir(), 'files'))
const current = () => singleton('file-store', () => ({ store: folderStore }))

/** The file store of this process: its data folder, unless another store replaces it at startup. */
export function chooseFileStore(make: (folder: FileStore) => FileStore): void {
  current().store = make(folderStore)
}

export const putFile: FileStore['putFile'] = (...args) => current().store.putFile(...args)
export const readFile: FileStore['readFile'] = (...args) => current().store.readFile(...args)
export const deleteFile: FileStore['deleteFile'] = (...args) => current().store.deleteFile(...args)
export const deleteWorkspaceFiles: FileStore['deleteWorkspaceFiles'] = (...args) =>
  current().store.deleteWorkspaceFiles(...args)

/** Prevents path traversal: only a UUID becomes part of a path. */
function requireId(value: string): string {
  const parsed = Id.safeParse(value)
  if (!parsed.success) throw new AppError('NOT_FOUND', problem('files.missing'))
  return parsed.data.toLowerCase()
}

async function orNotFound<T>(pending: Promise<T>): Promise<T> {
  try {
    return await pending
  } catch (cause) {
    throw new AppError('NOT_FOUND', problem('files.missing'), { cause })
  }
}
