import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { toAnyTermQuery, toTermQuery } from './term-query'
import type { KnowledgeBaseScope, TermStatistics } from './term-statistics'
import { castEmbedding, findVectorIndex } from './vector-index'

const CHANNEL_LIMIT = 50
/** An HNSW scan filters after it searches, so a small knowledge base could come back short: it is scanned exactly. */
const EXACT_BELOW_CHUNKS = 2_000

const Found = z.array(z.object({ id: z.string() }))

/** Ids of the chunks nearest in meaning, best first. */
export async function findByVector(
  db: Database,
  scope: KnowledgeBaseScope,
  vector: Float32Array,
  chunkCount: number,
): Promise<string[]> {
  const literal = toVectorLiteral(vector)
  const kind = chunkCount < EXACT_BELOW_CHUNKS ? null : await findVectorIndex(db, vector.length)
  if (kind === null) return await ids(db, nearest(scope, vector.length, sql`embedding <=> ${literal}::vector`))
  const target = sql`${literal}::${sql.raw(`${kind}(${vector.length})`)}`
  return await db.transaction(async (tx) => {
    await tx.execute(sql`set local hnsw.ef_search = 100`)
    await tx.execute(sql`set local hnsw.iterative_scan = strict_order`)
    return await ids(tx, nearest(scope, vector.length, sql`(${castEmbedding(kind, vector.length)}) <=> ${target}`))
  })
}

/** Ids of the chunks that share the rarest terms, best first: BM25's idf over ts_rank's saturating frequency. */
export async function findByTerms(
  db: Database,
  scope: KnowledgeBaseScope,
  terms: readonly string[],
  statistics: TermStatistics,
): Promise<string[]> {
  if (terms.length === 0) return []
  const weighted = terms.map(
    (term) => sql`${statistics.idf(term)}::float8 * ts_rank(search, ${toTermQuery(term)}::tsquery, 1)`,
  )
  return await ids(
    db,
    sql`select id from chunks where workspace_id = ${scope.workspaceId} and knowledge_base_id = ${scope.knowledgeBaseId}
      and index_id = ${scope.indexId} and search @@ ${toAnyTermQuery(terms)}::tsquery
      order by ${sql.join(weighted, sql` + `)} desc, id limit ${CHANNEL_LIMIT}`,
  )
}

export function toVectorLiteral(vector: Float32Array): string {
  return `[${vector.join(',')}]`
}

function nearest(scope: KnowledgeBaseScope, dims: number, distance: SQL): SQL {
  return sql`select id from chunks where workspace_id = ${scope.workspaceId} and knowledge_base_id = ${scope.knowledgeBaseId}
    and index_id = ${scope.indexId} and dims = ${sql.raw(String(Number(dims)))} order by ${distance} limit ${CHANNEL_LIMIT}`
}

async function ids(db: Pick<Database, 'execute'>, statement: SQL): Promise<string[]> {
  return Found.parse(rows(await db.execute(statement))).map(({ id }) => id)
}
