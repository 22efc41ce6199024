import { chmodSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** Removes all permissions of other users on a folder and its contents. */
export function makeFilesPrivate(folder: string): void {
  // Windows has no permission bits.
  if (process.platform === 'win32') return
  chmodSync(folder, 0o700)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    chmodSync(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600)
}
