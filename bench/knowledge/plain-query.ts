import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/execute-prepared'
import { nearestChunks, type VectorSearch, wayFor } from '@/lib/rag/search/find-by-vector'
import { PassageRow, passagesOf } from '@/lib/rag/search/load-candidates'
import { askedVector } from '@/lib/rag/search/similarity'

const Rows = z.array(PassageRow)

/**
 * What a search by vectors alone would be: the nearest as a search's own scan finds them, and of the best `given` what a
 * search gives of a passage, by the same driver in one statement. Nearest first.
 */
export async function plainQuery(db: Database, search: VectorSearch, given: number): Promise<z.infer<typeof Rows>> {
  const { scope, vector } = search
  const best = sql`select id from (${nearestChunks(search, await wayFor(db, search))}) nearest order by similarity desc limit ${sql.raw(String(given))}`
  const passages = passagesOf(scope, sql`best join chunks c on c.id = best.id`, {
    ...{ dims: vector.length, withSigns: false, withNeighbours: false },
  })
  const statement = sql`with ${askedVector(vector)}, best as materialized (${best}) ${passages} order by similarity desc`
  return Rows.parse(rows(await executePrepared(db, statement)))
}
