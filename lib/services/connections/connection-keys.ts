import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { newId } from '@/lib/core/new-id'
import type { SealedKey } from '@/lib/db/schema/models'
import { problem } from '@/lib/messages/problems/problem'
import type { Problem } from '@/lib/messages/problems/types'
import type { ProviderManifest } from '@/lib/providers/provider-manifest'
import type { ConnectionContext, ConnectionRow } from './connection-row'

const MAX_KEYS = 20

/** Encrypts a key bound to its row; the id is that of the connection, or of the further key. */
export async function sealKey(ctx: ConnectionContext, id: string, key: string, manifest: ProviderManifest) {
  const address = { workspaceId: ctx.workspace.id, id, type: 'connection' as const }
  const encryptedKey = await ctx.system.keyring.seal(ctx.db, address, checkKey(key, manifest))
  const isFile = manifest.apiKey.format === 'json'
  return { encryptedKey, last4: key.length >= 12 && !isFile ? key.slice(-4) : null }
}

export async function sealMoreKeys(
  ctx: ConnectionContext,
  keys: readonly string[],
  manifest: ProviderManifest,
): Promise<SealedKey[]> {
  return Promise.all(
    keys.map(async (key) => {
      const id = newId()
      return { id, ...(await sealKey(ctx, id, key, manifest)) }
    }),
  )
}

/** All keys of a connection, the first one first. */
export async function openKeys(ctx: ConnectionContext, row: ConnectionRow): Promise<string[]> {
  if (row.encryptedKey === null) return []
  const sealed = [{ id: row.id, encryptedKey: row.encryptedKey }, ...row.moreKeys]
  return Promise.all(
    sealed.map(({ id, encryptedKey }) =>
      ctx.system.keyring.open(ctx.db, { workspaceId: ctx.workspace.id, id, type: 'connection' }, encryptedKey),
    ),
  )
}

/** @throws INVALID_INPUT when there are further keys without a first, or too many */
export function checkMoreKeys(hasFirst: boolean, count: number): void {
  if (count > 0 && !hasFirst) throw new AppError('INVALID_INPUT', problem('connections.firstKeyMissing'))
  if (count > MAX_KEYS) throw new AppError('INVALID_INPUT', problem('connections.tooManyKeys', { max: MAX_KEYS }))
}

function checkKey(key: string, { label, apiKey }: ProviderManifest): string {
  if (apiKey.use === 'none') throw keyProblem(problem('connections.takesNoKey', { provider: label }))
  if (apiKey.format === 'json') {
    if (!isJsonObject(key)) throw keyProblem(problem('connections.keyNotFile'))
    return key
  }
  if (/[^\x21-\x7e]/.test(key)) throw keyProblem(problem('connections.keyCharacters'))
  return key
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** A problem that the form shows at the field of the key. */
export function keyProblem(flaw: Problem): AppError {
  return new AppError('INVALID_INPUT', flaw, { details: [{ path: ['apiKey'], ...flaw }] })
}
