import 'server-only'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/database'
import { memories } from '@/lib/db/schema/memories'
import type { Remembered, RememberRequest } from '@/lib/engine/memory-requests'
import { fromBytes, similarity, toBytes } from './fact-vector'
import { isStorable } from './is-storable'
import { mayStore } from './memory-consent'
import { isCurrent, lockOwner, type MemoryOwner, ofApp } from './memory-owner'

const MAX_FACTS = 500
/** Facts that are at least this similar state the same, possibly with a new value. */
const SAME = 0.9
const DAY_MS = 24 * 60 * 60 * 1_000

/** Stores facts about an end user. A similar fact is replaced, and the oldest ones make room for new ones. */
export async function rememberFacts(
  tx: Transaction,
  owner: MemoryOwner,
  { request, runId, now }: { request: RememberRequest; runId: string | null; now: Date },
): Promise<Remembered> {
  await lockOwner(tx, owner)
  if (!(await mayStore(tx, owner, request.needsConsent))) return { status: 'no-consent', count: 0 }
  const isShared = request.scope === 'workspace'
  const known = await tx
    .select({ id: memories.id, isShared: memories.isShared, vector: memories.vector })
    .from(memories)
    .where(and(ofApp(owner), isCurrent()))
    .orderBy(asc(memories.updatedAt), asc(memories.id))
  // The oldest first.
  let facts = known.map((fact) => ({ ...fact, vector: fromBytes(fact.vector) }))
  const expiresAt = new Date(now.getTime() + request.days * DAY_MS)
  let count = 0
  for (const { text, vector } of request.facts) {
    if (!isStorable(text)) continue
    const values = { text, vector: toBytes(vector), runId, expiresAt, updatedAt: now }
    const same = facts.find((fact) => fact.isShared === isShared && similarity(fact.vector, vector) >= SAME)
    count += 1
    if (same) {
      await tx
        .update(memories)
        .set(values)
        .where(and(eq(memories.id, same.id), eq(memories.workspaceId, owner.workspaceId)))
      facts = [...facts.filter((fact) => fact !== same), { ...same, vector }]
      continue
    }
    const [row] = await tx
      .insert(memories)
      .values({ ...owner, isShared, ...values })
      .returning({ id: memories.id })
    if (row) facts.push({ id: row.id, isShared, vector })
  }
  const surplus = facts.slice(0, Math.max(0, facts.length - MAX_FACTS)).map(({ id }) => id)
  if (surplus.length > 0)
    await tx.delete(memories).where(and(eq(memories.workspaceId, owner.workspaceId), inArray(memories.id, surplus)))
  return { status: count === 0 && request.facts.length > 0 ? 'refused' : 'stored', count }
}
