import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { toTermQuery } from './term-query'

/** Counting stops here: a term in more chunks than this says nothing, and counting on would only cost. */
const MAX_COUNTED = 5_000

export interface KnowledgeBaseScope {
  workspaceId: string
  knowledgeBaseId: string
  /** A search asks for the active index once, and reads this one whatever becomes active meanwhile. */
  indexId: string
}

export interface TermStatistics {
  /** Chunks of the index, at most 5,000. */
  chunkCount: number
  /** How rare a term is: ln(1 + (N - n + 0.5) / (n + 0.5)). */
  idf(term: string): number
}

const Row = z.object({ term: z.string(), count: z.coerce.number() })

/** How many of the index's chunks hold each term, in one statement. */
export async function readTermStatistics(
  db: Database,
  scope: KnowledgeBaseScope,
  terms: readonly string[],
): Promise<TermStatistics> {
  const ofScope = sql`workspace_id = ${scope.workspaceId} and knowledge_base_id = ${scope.knowledgeBaseId}
    and index_id = ${scope.indexId}`
  const counted = terms.map(
    (term) => sql`select ${term}::text as term, (select count(*) from (select 1 from chunks
      where ${ofScope} and search @@ ${toTermQuery(term)}::tsquery limit ${MAX_COUNTED}) found)::int as count`,
  )
  const all = sql`select ''::text as term, (select count(*) from (select 1 from chunks
    where ${ofScope} limit ${MAX_COUNTED}) found)::int as count`
  const result = z.array(Row).parse(rows(await db.execute(sql.join([all, ...counted], sql` union all `))))
  const counts = new Map(result.map(({ term, count }) => [term, count]))
  const chunkCount = counts.get('') ?? 0
  return {
    chunkCount,
    idf: (term) => {
      const count = Math.min(counts.get(term) ?? 0, chunkCount)
      return Math.log(1 + (chunkCount - count + 0.5) / (count + 0.5))
    },
  }
}
