import 'server-only'
import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Creates a folder with its parents and checks that it is writable. Works one level at a time: Node's recursive mode
 * never returns below /proc, where a parent exists but accepts no children.
 * @throws the system's error
 */
export function makeFolder(folder: string, mode = 0o700): void {
  const missingFolders: string[] = []
  for (let level = path.resolve(folder); !exists(level); level = path.dirname(level)) missingFolders.unshift(level)
  for (const level of missingFolders) {
    try {
      mkdirSync(level, { mode })
    } catch (cause) {
      // Another process may have created it meanwhile.
      if (!exists(level)) throw cause
    }
  }
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error(`${folder} is not a folder`), { code: 'ENOTDIR' })
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
}

/** Denies other users access, whatever the permissions of the files below are. */
export function makePrivate(folder: string): void {
  // Windows has no permission bits.
  if (process.platform === 'win32' || (statSync(folder).mode & 0o077) === 0) return
  chmodSync(folder, 0o700)
}

function exists(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false }) !== undefined
}
