import 'server-only'
import { and, count, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { IndexView } from '@/lib/contracts/knowledge-indexes'
import { IndexChunking } from '@/lib/core/knowledge/index-chunking'
import type { Database } from '@/lib/db/database'
import { documents, indexedDocuments, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { connections } from '@/lib/db/schema/models'
import type { ModelRef } from '@/lib/engine/model-requests'
import { BUILTIN_EMBEDDER } from '@/lib/models/builtin/embedder-info'
import { indexable } from '@/lib/rag/indexes/missing-documents'
import type { IndexRow } from '@/lib/rag/indexes/read-indexes'
import { RETIRED_HOURS } from './build-index-job'

const SHOWN_FAILURES = 20
const ORDER = ['active', 'building', 'retired']

interface BaseAddress {
  workspaceId: string
  knowledgeBaseId: string
}

export async function indexViews(db: Database, address: BaseAddress): Promise<IndexView[]> {
  const found = await db
    .select()
    .from(knowledgeIndexes)
    .where(
      and(
        eq(knowledgeIndexes.knowledgeBaseId, address.knowledgeBaseId),
        eq(knowledgeIndexes.workspaceId, address.workspaceId),
        inArray(knowledgeIndexes.status, ['active', 'building', 'retired']),
      ),
    )
  const names = await connectionNames(db, address.workspaceId)
  const views = await Promise.all(found.map((row) => viewOf(db, row, names)))
  return views.toSorted(
    (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || b.createdAt.localeCompare(a.createdAt),
  )
}

async function viewOf(db: Database, row: IndexRow, names: ReadonlyMap<string, string>): Promise<IndexView> {
  const indexed = and(eq(indexedDocuments.indexId, row.id), eq(indexedDocuments.revision, documents.revision))
  const [counts] = await db
    .select({
      total: count(documents.id),
      done: sql<number>`count(${indexedDocuments.documentId})`.mapWith(Number),
      chunkCount: sql<number>`coalesce(sum(${indexedDocuments.chunkCount}), 0)`.mapWith(Number),
      failedCount: sql<number>`count(${indexedDocuments.error})`.mapWith(Number),
    })
    .from(documents)
    .leftJoin(indexedDocuments, and(indexed, eq(indexedDocuments.documentId, documents.id)))
    .where(indexable({ ...row }))
  const failed = counts?.failedCount ? await failures(db, row) : []
  const retiredMs = row.status === 'retired' ? row.retiredAt?.getTime() : undefined
  return {
    id: row.id,
    status: row.status === 'discarded' ? 'retired' : row.status,
    embedder: row.embedder,
    embedderName: embedderName(row.embedder, names),
    dims: row.dims,
    languages: row.languages,
    chunking: IndexChunking.parse(row.chunking),
    documentsDone: counts?.done ?? 0,
    documentsTotal: counts?.total ?? 0,
    chunkCount: counts?.chunkCount ?? 0,
    failed,
    failedCount: counts?.failedCount ?? 0,
    tokens: row.tokens,
    costMicros: row.costMicros,
    error: row.error,
    errorRef: row.errorRef,
    createdByName: row.createdByName,
    createdAt: row.createdAt.toISOString(),
    readyAt: row.readyAt?.toISOString() ?? null,
    deletedAt: retiredMs === undefined ? null : new Date(retiredMs + RETIRED_HOURS * 3_600_000).toISOString(),
  }
}

async function failures(db: Database, { id, workspaceId }: IndexRow): Promise<IndexView['failed']> {
  const found = await db
    .select({
      documentId: documents.id,
      name: documents.name,
      error: indexedDocuments.error,
      errorRef: indexedDocuments.errorRef,
    })
    .from(indexedDocuments)
    .innerJoin(documents, eq(documents.id, indexedDocuments.documentId))
    .where(
      and(
        eq(indexedDocuments.indexId, id),
        eq(indexedDocuments.workspaceId, workspaceId),
        isNotNull(indexedDocuments.error),
      ),
    )
    .limit(SHOWN_FAILURES)
  return found.map((row) => ({ ...row, error: row.error ?? '' }))
}

export async function connectionNames(db: Database, workspaceId: string): Promise<ReadonlyMap<string, string>> {
  const found = await db
    .select({ id: connections.id, name: connections.name })
    .from(connections)
    .where(eq(connections.workspaceId, workspaceId))
  return new Map(found.map(({ id, name }) => [id, name]))
}

export function embedderName({ connection, model }: ModelRef, names: ReadonlyMap<string, string>): string {
  if (connection === 'builtin') return BUILTIN_EMBEDDER.name
  if (connection === 'route') return `${model} (route)`
  return `${model} (${names.get(connection) ?? 'connection deleted'})`
}
