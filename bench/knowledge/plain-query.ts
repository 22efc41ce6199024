import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { executeBuilt } from '@/lib/db/statements/execute-built'
import { PassageRow, passagesOf } from '@/lib/rag/search/candidates/load-candidates'
import { shapeOf } from '@/lib/rag/search/search-scope'
import { nearestChunks, type VectorSearch, wayFor } from '@/lib/rag/vectors/find-by-vector'
import { preparedQueryVector, queryLiteral } from '@/lib/rag/vectors/similarity'

const Rows = z.array(PassageRow)

/**
 * A plain vector search: the nearest chunks as found by a search's own scan, and the fields of the best `given`, in one
 * statement with the same driver. Nearest first.
 */
export async function plainQuery(db: Database, search: VectorSearch, dims: number): Promise<z.infer<typeof Rows>> {
  const { scope, vector } = search
  const { statement, shape, values } = nearestChunks(search, await wayFor(db, search))
  const build = () => {
    const best = sql`select id from (${statement()}) nearest order by similarity desc limit ${sql.raw(String(dims))}`
    const passages = passagesOf(scope, sql`best join chunks c on c.id = best.id`, {
      dims: vector.length,
      withSigns: false,
      withNeighbours: false,
    })
    return sql`with ${preparedQueryVector()}, best as materialized (${best}) ${passages} order by similarity desc`
  }
  const found = await executeBuilt(db, shapeOf(scope, ['plain', dims, ...shape]), build, {
    vector: queryLiteral(vector),
    ...values,
  })
  return Rows.parse(rows(found))
}
