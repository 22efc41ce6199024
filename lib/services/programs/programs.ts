import 'server-only'
import { and, eq, lt, notExists } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { oauthClients, oauthCodes, oauthGrants } from '@/lib/db/schema/oauth'
import { isSameRedirectUri } from './redirect-uri'

export interface Program {
  id: string
  name: string
  redirectUris: string[]
}

export async function registerProgram(db: Database, program: Omit<Program, 'id'>): Promise<Program> {
  const id = newId()
  await db.insert(oauthClients).values({ ...program, id })
  return { ...program, id }
}

/** null: unknown, or the answer would go where the program has not said that it may. */
export async function findProgram(db: Database, id: string, redirectUri: string): Promise<Program | null> {
  const [program] = await db.select().from(oauthClients).where(eq(oauthClients.id, id))
  return program?.redirectUris.some((registered) => isSameRedirectUri(registered, redirectUri)) ? program : null
}

const DAY_MS = 86_400_000

/** Deletes programs that nobody let in for a day, and codes that nobody fetched. */
export async function sweepPrograms(db: Database, nowMs: number): Promise<void> {
  const dayAgo = new Date(nowMs - DAY_MS)
  await db.delete(oauthCodes).where(lt(oauthCodes.expiresAt, dayAgo))
  const granted = db
    .select({ id: oauthGrants.keyId })
    .from(oauthGrants)
    .where(eq(oauthGrants.clientId, oauthClients.id))
  const asking = db.select({ id: oauthCodes.hash }).from(oauthCodes).where(eq(oauthCodes.clientId, oauthClients.id))
  await db.delete(oauthClients).where(and(lt(oauthClients.createdAt, dayAgo), notExists(granted), notExists(asking)))
}
