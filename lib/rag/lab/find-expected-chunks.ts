import 'server-only'
import { and, asc, eq, inArray, or } from 'drizzle-orm'
import type { Database } from '@/lib/db/database'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { isCounted } from '../ingest/hidden-chunks'
import { openWords } from '../lexical/ranking/open-lexical-index'
import { findCandidates } from '../search/candidates/find-candidates'
import { documentCondition } from '../search/document-condition'
import type { KnowledgeBaseScope } from '../search/search-scope'
import { isExpected, type Target } from './find-places'

/** Maximum number of examined chunks per document. */
const MAX_CHUNKS = 5_000
/** Number of examined chunks that share words with a quote without a document. */
const NEAREST = 20

export interface ExpectedChunk {
  id: string
  number: number | null
  documentId: string
  documentName: string
  headings: string[]
  page: number | null
  context: string
  text: string
}

/** The chunks of an index that contain an expected passage, regardless of access. */
export async function findExpectedChunks(
  db: Database,
  scope: KnowledgeBaseScope,
  target: Target,
): Promise<ExpectedChunk[]> {
  const { documentId, documentName, quote } = target.expected
  const isNamed = documentId !== null || documentName !== ''
  const ofDocument = isNamed
    ? or(documentId === null ? undefined : eq(documents.id, documentId), eq(documents.name, documentName))
    : inArray(chunks.id, await nearestByWords(db, scope, quote))
  const found = await db
    .select({
      id: chunks.id,
      number: chunks.number,
      documentId: documents.id,
      documentName: documents.name,
      headings: chunks.headings,
      page: chunks.page,
      context: chunks.context,
      text: chunks.text,
    })
    .from(chunks)
    .innerJoin(documents, eq(documents.id, chunks.documentId))
    .where(
      and(
        eq(chunks.workspaceId, scope.workspaceId),
        eq(chunks.knowledgeBaseId, scope.knowledgeBaseId),
        eq(chunks.indexId, scope.indexId),
        isCounted('chunks', scope),
        ofDocument,
      ),
    )
    .orderBy(asc(chunks.documentId), asc(chunks.ordinal))
    .limit(MAX_CHUNKS)
  return found.filter((chunk) => isExpected(chunk, target))
}

/** Finds candidates for a quote by its own words. */
export async function nearestByWords(db: Database, scope: KnowledgeBaseScope, text: string): Promise<string[]> {
  const everything = { ...scope, ...documentCondition(null, []) }
  const { fused } = await findCandidates(db, {
    scope: everything,
    query: text,
    embedded: null,
    allowed: null,
    state: null,
    first: null,
    heads: await openWords(db, everything),
    search: { mode: 'lexical', candidates: NEAREST, fusion: 'rrf', meaningShare: 0 },
  })
  return fused.map(({ id }) => id)
}
