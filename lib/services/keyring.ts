import 'server-only'
import { eq } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database } from '@/lib/db/database'
import { workspaces } from '@/lib/db/schema/auth'
import { problem } from '@/lib/messages/problems/problem'
import { BriefCache } from '@/lib/platform/brief-cache'
import { createDek, type DataKey, decryptSecret, encryptSecret, knowsKeyOf, unwrapDek } from '@/lib/secrets/envelope'
import type { MasterKeys } from '@/lib/secrets/master-key'

/** The row that a ciphertext belongs to; a ciphertext moved to another row does not decrypt. */
export interface SecretAddress {
  workspaceId: string
  id: string
  type:
    | 'connection'
    | 'secret'
    | 'trigger'
    | 'callback'
    | 'identity'
    | 'source'
    | 'integration'
    | 'integration-tokens'
    | 'oauth-client'
    | 'sign-in'
    | 'channel'
}

/** Encrypts and decrypts a workspace's stored secrets with its own data key. */
export interface Keyring {
  /** The wrapped form of a new data key, to be stored with the workspace. */
  newWorkspaceKey(workspaceId: string): string
  seal(db: Database, address: SecretAddress, value: string): Promise<string>
  open(db: Database, address: SecretAddress, sealed: string): Promise<string>
}

/** @param reload reads the keys again when another process wrapped a data key with a newer one */
export function createKeyring(initial: MasterKeys, reload: () => MasterKeys = () => initial): Keyring {
  let keys = initial
  const readDek = async (db: Database, workspaceId: string): Promise<DataKey> => {
    const [row] = await db
      .select({ wrapped: workspaces.wrappedDek })
      .from(workspaces)
      .where(eq(workspaces.id, workspaceId))
    if (!row) throw new AppError('NOT_FOUND', problem('workspaces.missing'))
    if (!knowsKeyOf(keys, row.wrapped)) keys = reload()
    return unwrapDek(keys, workspaceId, row.wrapped)
  }
  // Caches unwrapped keys for a second: a busy workspace decrypts its connections with every model call.
  const keyCache = new BriefCache<DataKey>(1_000)
  const dekOf = (db: Database, workspaceId: string): Promise<DataKey> =>
    keyCache.get(workspaceId, () => readDek(db, workspaceId))
  const credentialOf = ({ workspaceId, id, type }: SecretAddress) => ({ workspaceId, credentialId: id, type })
  return {
    newWorkspaceKey: (workspaceId) => createDek(keys, workspaceId).wrapped,
    seal: async (db, address, value) =>
      encryptSecret(await dekOf(db, address.workspaceId), credentialOf(address), value),
    open: async (db, address, sealed) =>
      decryptSecret(await dekOf(db, address.workspaceId), credentialOf(address), sealed),
  }
}
