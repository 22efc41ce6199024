import 'server-only'
import { randomBytes } from 'node:crypto'
import { AppError } from '@/lib/core/app-error'
import { problem } from '@/lib/messages/problems/problem'
import type { MasterKey, MasterKeys } from './master-key'
import { kidOf, open, seal } from './seal'

/** A workspace's own key, which encrypts its secrets. Stored only in wrapped form. */
export interface DataKey {
  kid: string
  bytes: Buffer
}

/** Identity of a secret. A ciphertext copied to another row does not decrypt. */
export interface SecretPlace {
  workspaceId: string
  credentialId: string
  type: string
}

/** Creates a workspace key and its wrapped form for storage. */
export function createDek(keys: MasterKeys, workspaceId: string): { dek: DataKey; wrapped: string } {
  const bytes = randomBytes(32)
  return { dek: { kid: dekName(workspaceId), bytes }, wrapped: wrapDek(keys[0], workspaceId, bytes) }
}

export function wrapDek(master: MasterKey, workspaceId: string, dek: Buffer): string {
  return seal({ key: master.bytes, kid: master.kid, context: dekContext(workspaceId, master.kid), plain: dek })
}

/** @throws AppError UNAVAILABLE */
export function unwrapDek(keys: MasterKeys, workspaceId: string, wrapped: string): DataKey {
  const master = masterFor(keys, kidOf(wrapped))
  return {
    kid: dekName(workspaceId),
    bytes: open({ key: master.bytes, context: dekContext(workspaceId, master.kid), sealed: wrapped }),
  }
}

/** Whether the master key that wrapped this one is available. */
export function knowsKeyOf(keys: MasterKeys, wrapped: string): boolean {
  const kid = kidOf(wrapped)
  return keys.some((key) => key.kid === kid)
}

/**
 * Rotation: the same workspace key under the active master key, or null if it already is. @throws AppError UNAVAILABLE
 */
export function rewrapDek(keys: MasterKeys, workspaceId: string, wrapped: string): string | null {
  if (kidOf(wrapped) === keys[0].kid) return null
  return wrapDek(keys[0], workspaceId, unwrapDek(keys, workspaceId, wrapped).bytes)
}

export function encryptSecret(dek: DataKey, place: SecretPlace, value: string): string {
  return seal({ key: dek.bytes, kid: dek.kid, context: secretContext(place), plain: Buffer.from(value, 'utf8') })
}

/** @throws AppError UNAVAILABLE */
export function decryptSecret(dek: DataKey, place: SecretPlace, sealed: string): string {
  return open({ key: dek.bytes, context: secretContext(place), sealed }).toString('utf8')
}

function masterFor(keys: MasterKeys, kid: string): MasterKey {
  const found = keys.find((key) => key.kid === kid)
  if (found) return found
  throw new AppError('UNAVAILABLE', problem('keys.masterKeyMissing', { key: kid }))
}

// One key per workspace: the name only shows which kind of key decrypts the row.
function dekName(workspaceId: string): string {
  return `d${workspaceId.replace(/[^a-zA-Z0-9]/g, '').slice(-12)}`
}

// JSON, because an identifier that contains the separator could make two places look the same.
const dekContext = (workspaceId: string, kid: string) => `dek|${JSON.stringify([workspaceId, kid])}`
const secretContext = (place: SecretPlace) =>
  `cred|${JSON.stringify([place.workspaceId, place.credentialId, place.type])}|v1`
