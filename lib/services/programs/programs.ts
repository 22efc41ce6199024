import 'server-only'
import { and, eq, isNull, lt, notExists, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { apiKeys } from '@/lib/db/schema/apps'
import { oauthClients, oauthCodes, oauthGrants } from '@/lib/db/schema/oauth'
import { isSameRedirectUri } from './redirect-uri'
import { PROGRAM_TOKEN } from './token'

export interface Program {
  id: string
  name: string
  redirectUris: string[]
}

/** So many may wait for somebody who lets them in. Anybody can register programs. */
const MAX_WAITING = 10_000

/** null: too many wait already. */
export async function registerProgram(
  db: Database,
  program: Omit<Program, 'id'>,
  maxWaiting = MAX_WAITING,
): Promise<Program | null> {
  if ((await db.$count(oauthClients, isWaiting(db))) >= maxWaiting) return null
  const id = newId()
  await db.insert(oauthClients).values({ ...program, id })
  return { ...program, id }
}

export async function isRegistered(db: Database, id: string): Promise<boolean> {
  if (!z.uuid().safeParse(id).success) return false
  return (await db.$count(oauthClients, eq(oauthClients.id, id))) > 0
}

/** null: unknown, or the answer would go where the program has not said that it may. */
export async function findProgram(db: Database, id: string, redirectUri: string): Promise<Program | null> {
  const [program] = await db.select().from(oauthClients).where(eq(oauthClients.id, id))
  return program?.redirectUris.some((registered) => isSameRedirectUri(registered, redirectUri)) ? program : null
}

const DAY_MS = 86_400_000
const KEPT_DAYS = 30

/**
 * Deletes programs that nobody let in for 30 days, and codes that nobody fetched; revokes keys whose grant is gone. Where half as many wait as may, a day
 * is enough, so that nobody shuts the door by registering programs.
 */
export async function sweepPrograms(db: Database, nowMs: number, maxWaiting = MAX_WAITING): Promise<void> {
  const ago = (days: number) => new Date(nowMs - days * DAY_MS)
  await db.delete(oauthCodes).where(lt(oauthCodes.expiresAt, ago(1)))
  await revokeLeftKeys(db)
  const isCrowded = (await db.$count(oauthClients, isWaiting(db))) > maxWaiting / 2
  const asking = db.select({ id: oauthCodes.hash }).from(oauthCodes).where(eq(oauthCodes.clientId, oauthClients.id))
  await db
    .delete(oauthClients)
    .where(and(lt(oauthClients.createdAt, ago(isCrowded ? 1 : KEPT_DAYS)), isWaiting(db), notExists(asking)))
}

/** A user who is deleted by hand takes his grants along; their keys open nothing any more, and leave the list. */
async function revokeLeftKeys(db: Database): Promise<void> {
  const grant = db.select({ id: oauthGrants.keyId }).from(oauthGrants).where(eq(oauthGrants.keyId, apiKeys.id))
  await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiKeys.start, PROGRAM_TOKEN), isNull(apiKeys.revokedAt), notExists(grant)))
}

/** Nobody has ever let it in. */
function isWaiting(db: Database): SQL {
  const granted = db
    .select({ id: oauthGrants.keyId })
    .from(oauthGrants)
    .where(eq(oauthGrants.clientId, oauthClients.id))
  return notExists(granted)
}
