import 'server-only'
import { and, asc, desc, eq, ilike, inArray, isNotNull, isNull, not, notInArray, or, type SQL, sql } from 'drizzle-orm'
import type { DocumentFilter, findDocuments as findContract } from '@/lib/contracts/knowledge-documents'
import { FILE_KINDS } from '@/lib/core/knowledge/index-chunking'
import { documents } from '@/lib/db/schema/knowledge'
import { requireRole, type Verb } from '../../context'
import { getKnowledgeBaseRow } from '../get-knowledge-base-row'
import { seenBy } from '../viewer-of-caller'
import { documentView, LIGHT_COLUMNS } from './document-view'

const ORDERS = {
  newest: [desc(documents.createdAt), desc(documents.id)],
  oldest: [asc(documents.createdAt), asc(documents.id)],
  name: [sql`lower(${documents.name})`, asc(documents.id)],
  largest: [desc(documents.sizeBytes), asc(documents.id)],
  'most-chunks': [desc(documents.chunkCount), asc(documents.id)],
}

export const findDocuments: Verb<typeof findContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  await getKnowledgeBaseRow(ctx.db, ctx.workspace.id, params.knowledgeBaseId)
  const { order, offset, limit, ...filter } = query
  const inBase = and(
    eq(documents.knowledgeBaseId, params.knowledgeBaseId),
    eq(documents.workspaceId, ctx.workspace.id),
    seenBy(ctx.actor),
  )
  const matching = and(inBase, ...conditionsOf(filter))
  const [found, [fitting], [counts]] = await Promise.all([
    ctx.db
      .select(LIGHT_COLUMNS)
      .from(documents)
      .where(matching)
      .orderBy(...ORDERS[order])
      .limit(limit)
      .offset(offset),
    ctx.db
      .select({ total: sql<number>`count(*)`.mapWith(Number) })
      .from(documents)
      .where(matching),
    ctx.db
      .select({
        all: countWhere(isNull(documents.deletedAt)),
        pending: countWhere(and(isNull(documents.deletedAt), notInArray(documents.status, ['ready', 'failed']))),
        failed: countWhere(and(isNull(documents.deletedAt), eq(documents.status, 'failed'))),
        deleted: countWhere(isNotNull(documents.deletedAt)),
      })
      .from(documents)
      .where(inBase),
  ])
  return {
    documents: found.map(documentView),
    total: fitting?.total ?? 0,
    counts: counts ?? { all: 0, pending: 0, failed: 0, deleted: 0 },
  }
}

const countWhere = (condition: SQL | undefined) => sql<number>`count(*) filter (where ${condition})`.mapWith(Number)

function conditionsOf({ search, status, kind, field, value }: DocumentFilter): (SQL | undefined)[] {
  return [
    status === 'deleted' ? isNotNull(documents.deletedAt) : isNull(documents.deletedAt),
    search ? ilike(documents.name, `%${search.replace(/[\\%_]/g, '\\$&')}%`) : undefined,
    status === 'ready' || status === 'failed' ? eq(documents.status, status) : undefined,
    status === 'pending' ? notInArray(documents.status, ['ready', 'failed']) : undefined,
    kindIs(kind),
    field === undefined ? undefined : valueIs(field, value),
  ]
}

function kindIs(kind: DocumentFilter['kind']): SQL | undefined {
  if (kind === undefined) return undefined
  if (kind !== 'other') return inArray(documents.mimeType, [...FILE_KINDS[kind]])
  return notInArray(documents.mimeType, Object.values(FILE_KINDS).flat())
}

function valueIs(field: string, value: string | undefined): SQL | undefined {
  const stored = sql`${documents.metadata} -> ${field}`
  if (value === undefined) return not(sql`jsonb_exists(${documents.metadata}, ${field})`)
  return or(sql`${documents.metadata} ->> ${field} = ${value}`, sql`(${stored}) @> to_jsonb(array[${value}::text])`)
}
