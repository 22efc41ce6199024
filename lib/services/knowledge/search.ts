import 'server-only'
import { and, eq } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type {
  getPassage as getPassageContract,
  PassageView,
  searchKnowledge as searchContract,
} from '@/lib/contracts/knowledge'
import { endUserViewer, type Viewer } from '@/lib/core/knowledge/document-access'
import type { Database } from '@/lib/db/database'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { documentCondition } from '@/lib/rag/search/document-condition'
import { markTerms } from '@/lib/rag/search/passages/mark-terms'
import { toQueryTerms } from '@/lib/rag/search/query/term-query'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import { searchRemarks } from '@/lib/rag/search/search-remarks'
import { notFound, requireRole, type Verb } from '../context'
import { getKnowledgeBaseRow } from './get-knowledge-base-row'
import { backgroundCaller, queryEmbedder } from './indexes/index-embedder'
import { type SearchStep, tracedModels } from './traced-models'
import { viewerOfActor } from './viewer-of-caller'

/** Context shown on each side of a cited passage. */
const CONTEXT_CHARACTERS = 1_200
/** Maximum distance of a citation from its chunk, whose neighbors and parents may be cited with it. */
const MAX_DISTANCE = 8_000

export const searchKnowledge: Verb<typeof searchContract> = async ({ ctx, params, body, signal }) => {
  requireRole(ctx, 'viewer')
  const knowledgeBase = await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const startedAt = performance.now()
  const { query, history, as, ...options } = body
  const viewer = viewerOfActor(ctx.actor)
  const steps: SearchStep[] = []
  const found = await searchChunks({
    db: ctx.db,
    workspaceId: ctx.workspace.id,
    knowledgeBaseId: knowledgeBase.id,
    query,
    options,
    history,
    signal,
    // Only people who manage documents may search with another user's access.
    viewer: as && viewer === null ? endUserViewer(as.userId, as.groups) : viewer,
    embed: queryEmbedder({
      system: ctx.system,
      caller: backgroundCaller(ctx.workspace.id, ctx.actor.kind === 'user' ? ctx.actor.userId : null),
    }),
    fields: knowledgeBase.metadataFields,
    models: tracedModels(ctx, steps, signal),
  })
  const terms = toQueryTerms(found.prepared.question)
  const hits = found.passages.map(({ knowledgeBaseId: _, ...hit }) => ({
    ...hit,
    marks: markTerms(hit.text, terms),
    fusedScore: hit.fusedScore ?? 0,
    fusedRank: hit.fusedRank ?? 0,
    similarity: hit.similarity ?? null,
    wordScore: hit.wordScore ?? 0,
    confidence: hit.confidence ?? 0,
  }))
  const { prepared, confidence } = found
  return { hits, ...searchRemarks(found), prepared, confidence, steps, durationMs: performance.now() - startedAt }
}

export const getPassage: Verb<typeof getPassageContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  return passageOf(ctx.db, {
    workspaceId: ctx.workspace.id,
    chunkId: params.chunkId,
    viewer: viewerOfActor(ctx.actor),
    start: query.start,
    end: query.end,
  })
}

/** The cited characters with their context; without a range the whole chunk. @throws NOT_FOUND */
export async function passageOf(
  db: Database,
  address: {
    workspaceId: string
    chunkId: string
    viewer: Viewer
    start?: number | undefined
    end?: number | undefined
    knowledgeBaseIds?: string[]
  },
): Promise<PassageView> {
  // The alias used by the conditions.
  const d = alias(documents, 'd')
  const [row] = await db
    .select({
      knowledgeBaseId: chunks.knowledgeBaseId,
      chunkStart: chunks.startOffset,
      chunkEnd: chunks.endOffset,
      chunkText: chunks.text,
      page: chunks.page,
      headings: chunks.headings,
      documentName: d.name,
      text: d.text,
    })
    .from(chunks)
    .innerJoin(d, eq(d.id, chunks.documentId))
    .where(
      and(
        eq(chunks.id, address.chunkId),
        eq(chunks.workspaceId, address.workspaceId),
        documentCondition(address.viewer, []).documents,
      ),
    )
  if (!row || (address.knowledgeBaseIds && !address.knowledgeBaseIds.includes(row.knowledgeBaseId)))
    throw notFound('missing.passage')
  const text = row.text ?? row.chunkText
  const start = clamp(
    address.start ?? row.chunkStart,
    Math.max(0, row.chunkStart - MAX_DISTANCE),
    row.chunkEnd + MAX_DISTANCE,
  )
  const end = clamp(address.end ?? row.chunkEnd, start, row.chunkEnd + MAX_DISTANCE)
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
