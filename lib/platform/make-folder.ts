import 'server-only'
import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes a folder with its parents and sees that it can be written. One level at a time: Node's own recursive way
 * never returns below /proc, where a parent exists and still takes no children.
 * @throws the system's error
 */
export function makeFolder(folder: string, mode = 0o700): void {
  const missing: string[] = []
  for (let level = path.resolve(folder); !exists(level); level = path.dirname(level)) missing.unshift(level)
  for (const level of missing) {
    try {
      mkdirSync(level, { mode })
    } catch (cause) {
      // Another process may have made it meanwhile.
      if (!exists(level)) throw cause
    }
  }
  if (!statSync(folder).isDirectory()) throw Object.assign(new Error(`${folder} is no folder`), { code: 'ENOTDIR' })
  accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
}

/** No other user may enter it, whatever the permissions of the files below are. */
export function makePrivate(folder: string): void {
  // Windows has no such bits.
  if (process.platform === 'win32' || (statSync(folder).mode & 0o077) === 0) return
  chmodSync(folder, 0o700)
}

function exists(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false }) !== undefined
}
