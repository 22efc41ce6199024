import 'server-only'
import { and, eq } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/database'
import { memoryConsents } from '@/lib/db/schema/memories'
import type { MemoryOwner } from './memory-owner'

/** @returns null until the end user decides */
export async function consentOf(db: Database | Transaction, owner: MemoryOwner): Promise<boolean | null> {
  const [row] = await db.select({ isGiven: memoryConsents.isGiven }).from(memoryConsents).where(isDecisionOf(owner))
  return row?.isGiven ?? null
}

/** Whether facts may be stored. A refusal counts even if the app needs no consent. */
export async function mayStore(
  db: Database | Transaction,
  owner: MemoryOwner,
  needsConsent: boolean,
): Promise<boolean> {
  const consent = await consentOf(db, owner)
  return consent ?? !needsConsent
}

export const isDecisionOf = ({ workspaceId, appId, environment, endUser }: MemoryOwner) =>
  and(
    eq(memoryConsents.workspaceId, workspaceId),
    eq(memoryConsents.appId, appId),
    eq(memoryConsents.environment, environment),
    eq(memoryConsents.endUser, endUser),
  )
