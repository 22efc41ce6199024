import 'server-only'
import { randomBytes } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { MasterKey, MasterKeys } from './master-key'

export function keyFile(dataDir: string): string {
  return path.join(dataDir, 'master.key')
}

/** A new key with the next free name. */
export function nextKey(keys: MasterKeys): MasterKey {
  const numbers = keys.map(({ kid }) => Number(/^k(\d{1,9})$/.exec(kid)?.[1] ?? 0))
  return { kid: `k${Math.max(...numbers) + 1}`, bytes: randomBytes(32) }
}

/** Writes the keys, the active one first. Atomic: a half-written key would lose every secret. */
export function writeKeyFile(dataDir: string, keys: MasterKeys): void {
  const text = keys.map(({ kid, bytes }) => `${kid}:${bytes.toString('base64')}\n`).join('')
  const unfinished = `${keyFile(dataDir)}.${process.pid}.new`
  writeFileSync(unfinished, text, { flag: 'wx', mode: 0o600, flush: true })
  renameSync(unfinished, keyFile(dataDir))
}
