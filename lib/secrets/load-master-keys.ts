import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import { makeFolder } from '@/lib/platform/make-folder'
import { keyFile } from './key-file'
import type { MasterKey, MasterKeys } from './master-key'

export interface MasterKeySource {
  dataDir: string
  /** APP_MASTER_KEYS: `k2:base64,k1:base64`. Null for the file `master.key`. */
  masterKeys: string | null
}

const KEY_BYTES = 32
const ENTRY = /^([a-zA-Z0-9_-]{1,32}):([a-zA-Z0-9+/_-]+={0,2})$/

/** Loads the keys, or creates the file on the very first start. @throws AppError UNAVAILABLE with a remedy */
export function loadMasterKeys(source: MasterKeySource, options: { mayCreate: boolean }): MasterKeys {
  if (source.masterKeys !== null) return parseKeys(source.masterKeys, 'APP_MASTER_KEYS')
  const file = keyFile(source.dataDir)
  if (options.mayCreate) createKeyFile(file)
  return parseKeys(readKeyFile(file), file)
}

// O_EXCL: two processes that start at once agree on one key, and an existing key is never overwritten.
function createKeyFile(file: string): void {
  try {
    makeFolder(path.dirname(file))
    const handle = openSync(file, 'wx', 0o600)
    try {
      writeSync(handle, `k1:${randomBytes(KEY_BYTES).toString('base64')}\n`)
    } finally {
      closeSync(handle)
    }
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST')
      throw unusable(problem('secrets.masterKeyNotWritten', { file, code: codeOf(cause) }), cause)
  }
}

function readKeyFile(file: string): string {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT')
      throw unusable(problem('secrets.masterKeyUnreadable', { file, code: codeOf(cause) }), cause)
    throw unusable(problem('secrets.masterKeyMissing', { file }))
  }
  try {
    const isShared = process.platform !== 'win32' && (fstatSync(handle).mode & 0o077) !== 0
    if (isShared) throw unusable(problem('secrets.masterKeyShared', { file }))
    return readFileSync(handle, 'utf8')
  } finally {
    closeSync(handle)
  }
}

function parseKeys(text: string, source: string): MasterKeys {
  const keys = text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => parseKey(entry, source))
  const [first, ...others] = keys
  if (!first) throw unusable(problem('secrets.masterKeyEmpty', { where: source }))
  if (new Set(keys.map(({ kid }) => kid)).size !== keys.length)
    throw unusable(problem('secrets.masterKeyTwice', { where: source }))
  return [first, ...others]
}

function parseKey(entry: string, source: string): MasterKey {
  const [, kid, encoded] = ENTRY.exec(entry) ?? []
  if (!kid || !encoded) throw unusable(problem('secrets.masterKeyFormat', { where: source }))
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.length !== KEY_BYTES)
    throw unusable(problem('secrets.masterKeyLength', { kid, where: source, length: bytes.length }))
  if (isKnown(bytes)) throw unusable(problem('secrets.masterKeyExample', { kid, where: source }))
  return { kid, bytes }
}

// Keys typed manually or copied from an example: few distinct bytes, text only, or a counting sequence.
function isKnown(bytes: Buffer): boolean {
  const isText = bytes.every((byte) => byte >= 0x20 && byte < 0x7f)
  const isCounting = bytes.every((byte, index) => index === 0 || byte === (((bytes[index - 1] ?? 0) + 1) & 0xff))
  return (
    isText ||
    isCounting ||
    new Set(bytes).size < 12 ||
    KNOWN_HASHES.has(createHash('sha256').update(bytes).digest('hex'))
  )
}

// Hashes of common words, which guides use as keys: the SHA-256 of the word is the key.
const KNOWN_HASHES = new Set(
  ['secret', 'password', 'changeme', 'change-me', 'patchbay', 'test', 'default', 'development', ''].map((word) =>
    createHash('sha256').update(createHash('sha256').update(word).digest()).digest('hex'),
  ),
)

const WithCode = z.object({ code: z.string() })

function codeOf(cause: unknown): string {
  const parsed = WithCode.safeParse(cause)
  return parsed.success ? parsed.data.code : 'unknown error'
}

function unusable(reason: Problem, cause?: unknown): AppError {
  return new AppError('UNAVAILABLE', reason, cause === undefined ? {} : { cause })
}
