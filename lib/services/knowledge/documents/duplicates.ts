import 'server-only'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '@/lib/auth/actor'
import type {
  DuplicatePair,
  keepDuplicates as keepContract,
  listDuplicates as listContract,
} from '@/lib/contracts/knowledge-documents'
import { rows } from '@/lib/db/database'
import { keptDuplicates } from '@/lib/db/schema/knowledge'
import { resemblance } from '@/lib/rag/duplicates/sketch-text'
import { accessCondition } from '@/lib/rag/search/document-condition'
import { requireRole, type Verb } from '../../context'
import { getDocumentRow, getKnowledgeBaseRow } from '../get-knowledge-base-row'
import { viewerOfActor } from '../viewer-of-caller'

/** Below this, texts share a template at most. */
const MIN_SIMILARITY = 0.7
const MAX_CANDIDATES = 2_000
const SHOWN = 200

const Sketch = z.array(z.number())
const Candidate = z.object({
  id: z.string(),
  name: z.string(),
  size: z.coerce.number(),
  chunks: z.coerce.number(),
  at: z.string(),
  hash: z.string(),
  sketch: Sketch,
})
const Pair = z.object({ first: Candidate, second: Candidate })

export const listDuplicates: Verb<typeof listContract> = async ({ ctx, params }) => {
  requireRole(ctx, 'viewer')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const side = (table: string) => {
    const t = sql.raw(table)
    return sql`jsonb_build_object('id', ${t}.id, 'name', ${t}.name, 'size', ${t}.size_bytes, 'chunks', ${t}.chunk_count,
      'at', ${t}.created_at, 'hash', ${t}.content_hash, 'sketch', to_jsonb(${t}.sketch))`
  }
  const found = await ctx.db.execute(sql`select ${side('a')} as first, ${side('b')} as second
    from documents a join documents b on b.knowledge_base_id = a.knowledge_base_id and b.id > a.id
      and b.sketch_bands && a.sketch_bands
    where a.workspace_id = ${ctx.workspace.id} and b.workspace_id = ${ctx.workspace.id}
      and a.knowledge_base_id = ${params.knowledgeBaseId} and a.deleted_at is null and b.deleted_at is null
      and not exists (select 1 from kept_duplicates k where k.document_id = a.id and k.other_id = b.id)
      and ${isVisible(ctx.actor, 'a')} and ${isVisible(ctx.actor, 'b')}
    limit ${MAX_CANDIDATES}`)
  const candidates = z.array(Pair).parse(rows(found))
  const pairs = candidates
    .map(toPair)
    .filter(({ similarity }) => similarity >= MIN_SIMILARITY)
    .toSorted((a, b) => Number(b.isSame) - Number(a.isSame) || b.similarity - a.similarity)
  return { pairs: pairs.slice(0, SHOWN), hasMore: pairs.length > SHOWN || candidates.length === MAX_CANDIDATES }
}

export const keepDuplicates: Verb<typeof keepContract> = async ({ ctx, params, body }) => {
  requireRole(ctx, 'editor')
  const [documentId = '', otherId = ''] = [body.firstId, body.secondId].toSorted()
  for (const id of [documentId, otherId]) await getDocumentRow(ctx.db, ctx.workspace.id, { ...params, documentId: id })
  if (!body.keep) {
    const { workspaceId, documentId: first, otherId: second } = keptDuplicates
    await ctx.db
      .delete(keptDuplicates)
      .where(and(eq(workspaceId, ctx.workspace.id), eq(first, documentId), eq(second, otherId)))
    return { ok: true }
  }
  await ctx.db
    .insert(keptDuplicates)
    .values({ workspaceId: ctx.workspace.id, documentId, otherId })
    .onConflictDoNothing()
  return { ok: true }
}

const isVisible = (actor: Actor, table: 'a' | 'b') => accessCondition(viewerOfActor(actor), table)

function toPair({ first, second }: z.infer<typeof Pair>): DuplicatePair {
  const isSame = first.hash === second.hash
  return {
    first: toSide(first),
    second: toSide(second),
    similarity: isSame ? 1 : resemblance(first.sketch, second.sketch),
    isSame,
  }
}

const toSide = ({ id, name, size, chunks, at }: z.infer<typeof Candidate>): DuplicatePair['first'] => ({
  documentId: id,
  name,
  sizeBytes: size,
  chunkCount: chunks,
  createdAt: new Date(at).toISOString(),
})
