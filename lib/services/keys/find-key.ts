import 'server-only'
import { hash } from 'node:crypto'
import { and, eq, gt, isNull, or, sql } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { apiKeyApps, apiKeys } from '@/lib/db/schema/apps'
import { briefCache } from '../per-database'

export const KEY_PREFIX = 'pb_live_'

/** The API key of a request. */
export interface KnownKey {
  keyId: string
  workspaceId: string
  appIds: readonly string[]
  /** The only environment of its apps that the key gives access to, or null for all. */
  environment: string | null
  /** Whether it may start evaluations of its apps. */
  canEvaluate: boolean
}

/** The key of a request, cached for a second. @returns null for unknown, revoked and expired keys alike */
export function findKey(db: Database, secret: string): KnownKey | null | Promise<KnownKey | null> {
  if (!secret.startsWith(KEY_PREFIX) || secret.length > 200) return null
  const hashed = hashKey(secret)
  const cache = knownKeys(db)
  return cache.peek(hashed) ?? cache.get(hashed, () => readKey(db, hashed))
}

async function readKey(db: Database, keyHash: string): Promise<KnownKey | null> {
  const rows = await db
    .select(KEY_COLUMNS)
    .from(apiKeys)
    .leftJoin(apiKeyApps, eq(apiKeyApps.keyId, apiKeys.id))
    .where(
      and(
        eq(apiKeys.hash, keyHash),
        isNull(apiKeys.revokedAt),
        or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, sql`now()`)),
      ),
    )
  return toKey(rows)
}

/** Columns of a key that is joined with its apps, one row per app. */
export const KEY_COLUMNS = {
  keyId: apiKeys.id,
  workspaceId: apiKeys.workspaceId,
  environment: apiKeys.environment,
  canEvaluate: apiKeys.canEvaluate,
  appId: apiKeyApps.appId,
}

interface KeyRow extends Omit<KnownKey, 'appIds'> {
  /** Null if the key has no app. */
  appId: string | null
}

/** @returns null without rows */
export function toKey(rows: readonly KeyRow[]): KnownKey | null {
  const [first] = rows
  if (!first) return null
  const { keyId, workspaceId, environment, canEvaluate } = first
  return { keyId, workspaceId, environment, canEvaluate, appIds: rows.flatMap(({ appId }) => appId ?? []) }
}

/** Call after revoking a key; other processes apply it within a second. */
export function forgetKey(db: Database, keyHash: string): void {
  knownKeys(db).forget(keyHash)
}

const knownKeys = (db: Database) => briefCache<KnownKey | null>('known-keys', db)

/** The stored form of a key: base64url SHA-256. */
export const hashKey = (secret: string): string => hash('sha256', secret, 'base64url')
