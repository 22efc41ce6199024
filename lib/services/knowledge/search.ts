import 'server-only'
import { and, eq } from 'drizzle-orm'
import type {
  getPassage as getPassageContract,
  PassageView,
  searchKnowledge as searchContract,
} from '@/lib/contracts/knowledge'
import type { Database } from '@/lib/db/database'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import { notFound, requireRole, type Verb } from '../context'
import { getKnowledgeBaseRow } from './get-knowledge-base-row'
import { backgroundCaller, queryEmbedder } from './indexes/index-embedder'

/** How much of the document is shown on each side of a cited passage. */
const CONTEXT_CHARACTERS = 1_200

export const searchKnowledge: Verb<typeof searchContract> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'viewer')
  const knowledgeBase = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const startedAt = performance.now()
  const { passages, hint } = await searchChunks({
    db: ctx.db,
    workspaceId: ctx.workspace.id,
    knowledgeBaseId: knowledgeBase.id,
    query: body.query,
    limit: body.limit,
    embed: queryEmbedder(
      ctx.system,
      backgroundCaller(ctx.workspace.id, ctx.actor.kind === 'user' ? ctx.actor.userId : null),
    ),
    signal,
  })
  const hits = passages.map(({ knowledgeBaseId: _, fusedScore = 0, ...hit }) => ({ ...hit, fusedScore }))
  return { hits, durationMs: performance.now() - startedAt, hint }
}

export const getPassage: Verb<typeof getPassageContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  return passageOf(ctx.db, {
    workspaceId: ctx.workspace.id,
    chunkId: params.chunkId,
    start: query.start,
    end: query.end,
  })
}

/** The cited characters with their surroundings; without a range the whole chunk. @throws NOT_FOUND */
export async function passageOf(
  db: Database,
  address: {
    workspaceId: string
    chunkId: string
    start?: number | undefined
    end?: number | undefined
    knowledgeBaseIds?: string[]
  },
): Promise<PassageView> {
  const [row] = await db
    .select({
      knowledgeBaseId: chunks.knowledgeBaseId,
      chunkStart: chunks.startOffset,
      chunkEnd: chunks.endOffset,
      chunkText: chunks.text,
      page: chunks.page,
      headings: chunks.headings,
      documentName: documents.name,
      text: documents.text,
    })
    .from(chunks)
    .innerJoin(documents, eq(documents.id, chunks.documentId))
    .where(and(eq(chunks.id, address.chunkId), eq(chunks.workspaceId, address.workspaceId)))
  if (!row || (address.knowledgeBaseIds && !address.knowledgeBaseIds.includes(row.knowledgeBaseId)))
    throw notFound('passage')
  const text = row.text ?? row.chunkText
  const start = clamp(address.start ?? row.chunkStart, row.chunkStart, row.chunkEnd)
  const end = clamp(address.end ?? row.chunkEnd, start, row.chunkEnd)
  return {
    documentName: row.documentName,
    page: row.page,
    headings: row.headings,
    before: text.slice(Math.max(0, start - CONTEXT_CHARACTERS), start),
    text: text.slice(start, end),
    after: text.slice(end, end + CONTEXT_CHARACTERS),
  }
}

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high)
