import 'server-only'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { SyncOutcome } from '@/lib/contracts/knowledge-sources'
import type { Transaction } from '@/lib/db/database'
import { sourceItems, sourceSyncItems, sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import { problem } from '@/lib/messages/problems/problem'
import { problemRef } from '@/lib/messages/problems/problem-ref'
import { reasonColumns } from '@/lib/messages/problems/reason-columns'
import type { Problem } from '@/lib/messages/problems/types'
import type { FoundItem } from '@/lib/sources/source-client'
import type { SyncData } from './sync-job'

const AT_ONCE = 500
const MAX_KEY_BYTES = 2_000

/**
 * Adds found items to the sync's work list, each once. @returns why some were skipped, or null
 * @param maxItems limit of the whole sync
 */
export async function addFound(
  tx: Transaction,
  { workspaceId, sourceId, syncId }: SyncData,
  found: readonly FoundItem[],
  maxItems: number,
): Promise<Problem | null> {
  const unique = new Map(
    found.filter(({ key }) => Buffer.byteLength(key) <= MAX_KEY_BYTES).map((item) => [item.key, item]),
  )
  const keys = [...unique.keys()]
  const seen = new Set<string>()
  for (let index = 0; index < keys.length; index += AT_ONCE) {
    const storedItems = await tx
      .select({ key: sourceItems.key })
      .from(sourceItems)
      .where(
        and(
          eq(sourceItems.sourceId, sourceId),
          eq(sourceItems.syncId, syncId),
          inArray(sourceItems.key, keys.slice(index, index + AT_ONCE)),
        ),
      )
    for (const { key } of storedItems) seen.add(key)
  }
  const fresh = [...unique.values()].filter(({ key }) => !seen.has(key))
  if (fresh.length === 0) return null
  const count = await tx.$count(sourceItems, and(eq(sourceItems.sourceId, sourceId), eq(sourceItems.syncId, syncId)))
  const accepted = fresh.slice(0, Math.max(0, maxItems - count))
  for (let position = 0; position < accepted.length; position += AT_ONCE) {
    await tx
      .insert(sourceItems)
      .values(
        accepted.slice(position, position + AT_ONCE).map(({ key, name, url, revision, rank = 0, hint }) => ({
          sourceId,
          workspaceId,
          syncId,
          key,
          name: name.slice(0, 500),
          url,
          rank,
          hint: hint ?? null,
          listedRevision: revision,
          pending: true,
        })),
      )
      .onConflictDoUpdate({
        target: [sourceItems.sourceId, sourceItems.key],
        set: {
          name: sql`excluded.name`,
          url: sql`excluded.url`,
          rank: sql`excluded.rank`,
          hint: sql`excluded.hint`,
          listedRevision: sql`excluded.listed_revision`,
          syncId,
          pending: true,
          // A new name is a change, even if the content is the same.
          fingerprint: unlessRenamed(sourceItems.fingerprint),
          memo: unlessRenamed(sourceItems.memo),
        },
        setWhere: sql`${sourceItems.syncId} <> ${syncId}`,
      })
  }
  if (accepted.length === fresh.length) return null
  return problem('sources.itemLimit', { max: maxItems })
}

const unlessRenamed = (column: AnyPgColumn) => sql`case when ${sourceItems.name} = excluded.name then ${column} end`

export interface ReportLine {
  key: string
  name: string
  url: string | null
  outcome: SyncOutcome
  reason: Problem | null
  documentId?: string | null
}

/** Adds lines to the report and updates its counts together. */
export async function report(
  tx: Transaction,
  { workspaceId, sourceId, syncId }: SyncData,
  lines: readonly ReportLine[],
): Promise<void> {
  const counts = new Map<SyncOutcome, number>()
  for (let index = 0; index < lines.length; index += AT_ONCE) {
    const added = await tx
      .insert(sourceSyncItems)
      .values(
        lines
          .slice(index, index + AT_ONCE)
          .map((line) => ({ ...line, ...reasonColumns(line.reason), syncId, workspaceId })),
      )
      .onConflictDoNothing()
      .returning({ outcome: sourceSyncItems.outcome })
    for (const { outcome } of added) counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  }
  if (counts.size === 0) return
  const increments = Object.fromEntries(
    [...counts].map(([outcome, count]) => [outcome, sql`${sourceSyncs[outcome]} + ${count}`]),
  )
  await tx.update(sourceSyncs).set(increments).where(ofSync({ workspaceId, sourceId, syncId }))
}

export async function countUnchanged(tx: Transaction, address: SyncData, count: number): Promise<void> {
  await tx
    .update(sourceSyncs)
    .set({ unchanged: sql`${sourceSyncs.unchanged} + ${count}` })
    .where(ofSync(address))
}

export async function noteCutOff(tx: Transaction, address: SyncData, cutOff: Problem): Promise<void> {
  await tx.update(sourceSyncs).set(cutOffColumns(cutOff)).where(ofSync(address))
}

export const cutOffColumns = (cutOff: Problem) => ({ cutOff: cutOff.message, cutOffRef: problemRef(cutOff) })

export function ofSync({ workspaceId, sourceId, syncId }: SyncData) {
  return and(eq(sourceSyncs.id, syncId), eq(sourceSyncs.sourceId, sourceId), eq(sourceSyncs.workspaceId, workspaceId))
}
