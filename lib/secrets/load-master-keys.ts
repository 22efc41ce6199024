import 'server-only'
import { createHash, randomBytes } from 'node:crypto'
import { closeSync, fstatSync, openSync, readFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { makeFolder } from '@/lib/platform/make-folder'
import { keyFile } from './key-file'
import type { MasterKey, MasterKeys } from './master-key'

export interface MasterKeySource {
  dataDir: string
  /** APP_MASTER_KEYS: `k2:base64,k1:base64`. null: the file `master.key`. */
  masterKeys: string | null
}

const KEY_BYTES = 32
const ENTRY = /^([a-zA-Z0-9_-]{1,32}):([a-zA-Z0-9+/_-]+={0,2})$/

/** Loads the keys, or creates the file on the very first start. @throws AppError UNAVAILABLE with what to do */
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
      throw unusable(`The master key could not be written to ${file}: ${codeOf(cause)}.`, cause)
  }
}

function readKeyFile(file: string): string {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw unusable(`The master key ${file} could not be read: ${codeOf(cause)}.`, cause)
    throw unusable(
      `The master key ${file} is missing; put it back from your backup, because the stored secrets cannot be read without it.`,
    )
  }
  try {
    const isShared = process.platform !== 'win32' && (fstatSync(handle).mode & 0o077) !== 0
    if (isShared) throw unusable(`Other users can read the master key ${file}; run chmod 600 on it.`)
    return readFileSync(handle, 'utf8')
  } finally {
    closeSync(handle)
  }
}

function parseKeys(text: string, where: string): MasterKeys {
  const keys = text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter(Boolean)
    .map((entry) => parseKey(entry, where))
  const [first, ...others] = keys
  if (!first) throw unusable(`${where} contains no key.`)
  if (new Set(keys.map(({ kid }) => kid)).size !== keys.length) throw unusable(`${where} names the same key twice.`)
  return [first, ...others]
}

function parseKey(entry: string, where: string): MasterKey {
  const [, kid, encoded] = ENTRY.exec(entry) ?? []
  if (!kid || !encoded) throw unusable(`${where} must hold entries such as k1:base64, separated by commas.`)
  const bytes = Buffer.from(encoded, 'base64')
  if (bytes.length !== KEY_BYTES)
    throw unusable(`The key ${kid} of ${where} must be 32 bytes in base64, but it has ${bytes.length}.`)
  if (isKnown(bytes))
    throw unusable(
      `The key ${kid} of ${where} is an example value that everybody knows; make one with: openssl rand -base64 32.`,
    )
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

function unusable(message: string, cause?: unknown): AppError {
  return new AppError('UNAVAILABLE', message, cause === undefined ? {} : { cause })
}
