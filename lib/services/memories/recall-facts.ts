import 'server-only'
import { and } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { memories } from '@/lib/db/schema/memories'
import type { RecalledFact, RecallRequest } from '@/lib/engine/memory-requests'
import { fromBytes, similarity } from './fact-vector'
import { consentOf } from './memory-consent'
import { isCurrent, type MemoryOwner, ofApp, visibleTo } from './memory-owner'

/** Facts about an end user that fit the query, the most similar first. None if they refused. */
export async function recallFacts(
  db: Database,
  owner: MemoryOwner,
  { scope, vector, limit }: RecallRequest,
): Promise<RecalledFact[]> {
  if ((await consentOf(db, owner)) === false) return []
  const rows = await db
    .select({ id: memories.id, text: memories.text, vector: memories.vector, updatedAt: memories.updatedAt })
    .from(memories)
    .where(and(scope === 'workspace' ? visibleTo(owner) : ofApp(owner), isCurrent()))
  return rows
    .map((row) => ({
      id: row.id,
      text: row.text,
      score: similarity(fromBytes(row.vector), vector),
      at: row.updatedAt.toISOString(),
    }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, limit)
}
