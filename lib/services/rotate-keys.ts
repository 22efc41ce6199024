import 'server-only'
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import { type Database, rows } from '@/lib/db/database'
import { workspaces } from '@/lib/db/schema/auth'
import { problem } from '@/lib/messages/problems/problem'
import { rewrapDek } from '@/lib/secrets/envelope'
import { nextKey, writeKeyFile } from '@/lib/secrets/key-file'
import { loadMasterKeys, type MasterKeySource } from '@/lib/secrets/load-master-keys'
import type { MasterKeys } from '@/lib/secrets/master-key'

const PAGE_SIZE = 500

export interface Rotation {
  /** The current keys, the active one first. */
  keys: MasterKeys
  rewrapped: number
  /** Number of workspaces' data keys, by the master key that wraps them. */
  counts: ReadonlyMap<string, number>
}

/**
 * Creates a new master key and rewraps every workspace's data key with it. If data keys are still under an older one,
 * it finishes that rotation instead. Running processes reread the file (LiveKeys, keyring).
 * @throws INVALID_INPUT if the keys come from APP_MASTER_KEYS and no new key was added there
 */
export async function rotateKeys(db: Database, source: MasterKeySource): Promise<Rotation> {
  const currentKeys = loadMasterKeys(source, { mayCreate: false })
  const keys = (await isUnfinished(db, currentKeys)) ? currentKeys : addKey(source, currentKeys)
  let rewrapped = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const page = await db
      .select({ id: workspaces.id, wrapped: workspaces.wrappedDek })
      .from(workspaces)
      .where(gt(workspaces.id, after))
      .orderBy(asc(workspaces.id))
      .limit(PAGE_SIZE)
    for (const { id, wrapped } of page) rewrapped += await rewrap(db, keys, id, wrapped)
    const last = page.at(-1)
    if (!last || page.length < PAGE_SIZE) break
    after = last.id
  }
  return { keys, rewrapped, counts: await countByKey(db) }
}

/** Removes a key from the file. @throws CONFLICT while it wraps anything, NOT_FOUND */
export async function removeKey(db: Database, source: MasterKeySource, kid: string): Promise<MasterKeys> {
  const [active, ...others] = loadMasterKeys(source, { mayCreate: false })
  if (active.kid === kid) throw new AppError('CONFLICT', problem('keys.keyActive', { key: kid }))
  if (!others.some((key) => key.kid === kid)) throw new AppError('NOT_FOUND', problem('keys.keyUnknown', { key: kid }))
  const count = (await countByKey(db)).get(kid) ?? 0
  if (count > 0) {
    throw new AppError('CONFLICT', problem('keys.keyInUse', { count, key: kid }))
  }
  if (source.masterKeys !== null) {
    throw new AppError('INVALID_INPUT', problem('keys.keyUnused', { key: kid }))
  }
  const remainingKeys: MasterKeys = [active, ...others.filter((key) => key.kid !== kid)]
  writeKeyFile(source.dataDir, remainingKeys)
  return remainingKeys
}

async function isUnfinished(db: Database, [active]: MasterKeys): Promise<boolean> {
  return [...(await countByKey(db)).keys()].some((kid) => kid !== active.kid)
}

function addKey(source: MasterKeySource, currentKeys: MasterKeys): MasterKeys {
  if (source.masterKeys !== null) {
    throw new AppError('INVALID_INPUT', problem('keys.newKeyMissing'))
  }
  const keys: MasterKeys = [nextKey(currentKeys), ...currentKeys]
  writeKeyFile(source.dataDir, keys)
  return keys
}

/** Rewraps a data key if its row is unchanged, so that two concurrent rotations rewrap each row once. */
async function rewrap(db: Database, keys: MasterKeys, id: string, wrapped: string): Promise<number> {
  const renewed = rewrapDek(keys, id, wrapped)
  if (renewed === null) return 0
  const changed = await db
    .update(workspaces)
    .set({ wrappedDek: renewed })
    .where(and(eq(workspaces.id, id), eq(workspaces.wrappedDek, wrapped)))
    .returning({ id: workspaces.id })
  return changed.length
}

/** Counts data keys by their master key: encrypted texts start with `v1.kid.`. */
async function countByKey(db: Database): Promise<Map<string, number>> {
  const found = rows<{ kid: string; count: number }>(
    await db.execute(
      sql`select split_part(wrapped_dek, '.', 2) as kid, count(*)::int as count from workspaces group by 1`,
    ),
  )
  return new Map(found.map(({ kid, count }) => [kid, Number(count)]))
}
