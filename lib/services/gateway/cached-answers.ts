import 'server-only'
import { and, eq, gt, sql } from 'drizzle-orm'
import { type Database, rows } from '@/lib/db/database'
import { cachedAnswers } from '@/lib/db/schema/routes'
import type { CacheLookup, FoundAnswer } from '@/lib/models/gateway/gateway-services'
import { StoredAnswer } from '@/lib/models/gateway/stored-answer'

interface Hit {
  id: string
  answer: unknown
  cost: string | number | null
  similarity: number | null
}

/**
 * The stored answer to the same request, otherwise to the most similar question in the same scope, if similar enough.
 */
export async function findCachedAnswer(
  db: Database,
  workspaceId: string,
  lookup: CacheLookup,
): Promise<FoundAnswer | null> {
  const hit = (await findSame(db, workspaceId, lookup)) ?? (await findNear(db, workspaceId, lookup))
  const answer = hit ? StoredAnswer.safeParse(hit.answer) : null
  if (!hit || !answer?.success) return null
  await db
    .update(cachedAnswers)
    .set({ hits: sql`${cachedAnswers.hits} + 1` })
    .where(and(eq(cachedAnswers.id, hit.id), eq(cachedAnswers.workspaceId, workspaceId)))
  return { answer: answer.data, costMicros: hit.cost === null ? null : Number(hit.cost), similarity: hit.similarity }
}

async function findSame(db: Database, workspaceId: string, { requestHash }: CacheLookup): Promise<Hit | null> {
  const [row] = await db
    .select()
    .from(cachedAnswers)
    .where(
      and(
        eq(cachedAnswers.workspaceId, workspaceId),
        eq(cachedAnswers.requestHash, requestHash),
        gt(cachedAnswers.expiresAt, sql`now()`),
      ),
    )
  return row ? { id: row.id, answer: row.answer, cost: row.costMicros, similarity: null } : null
}

/** An exact scan: a scope, with the same settings and previous messages, has few rows. */
async function findNear(db: Database, workspaceId: string, lookup: CacheLookup): Promise<Hit | null> {
  if (!lookup.embedding) return null
  const vector = `[${lookup.embedding.join(',')}]`
  const found = await db.execute(sql`
    select id::text as id, answer, cost_micros as cost, 1 - (embedding <=> ${vector}::vector) as similarity
    from cached_answers
    where workspace_id = ${workspaceId}::uuid and scope_hash = ${lookup.scopeHash}
      and expires_at > now() and embedding is not null
    order by embedding <=> ${vector}::vector limit 1`)
  const [nearest] = rows<Hit>(found)
  return nearest && Number(nearest.similarity) >= lookup.threshold
    ? { ...nearest, similarity: Number(nearest.similarity) }
    : null
}

export async function storeCachedAnswer(
  db: Database,
  workspaceId: string,
  {
    answer,
    costMicros,
    ttlSeconds,
    ...lookup
  }: CacheLookup & { answer: StoredAnswer; costMicros: number | null; ttlSeconds: number },
): Promise<void> {
  const expiresAt = sql`now() + make_interval(secs => ${ttlSeconds})`
  const values = { answer: { ...answer }, costMicros, embedding: lookup.embedding }
  await db
    .insert(cachedAnswers)
    .values({ workspaceId, requestHash: lookup.requestHash, scopeHash: lookup.scopeHash, ...values, expiresAt })
    .onConflictDoUpdate({
      target: [cachedAnswers.workspaceId, cachedAnswers.requestHash],
      set: { ...values, expiresAt },
    })
}
