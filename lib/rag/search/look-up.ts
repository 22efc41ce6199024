import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/execute-prepared'
import { isCounted } from '../hidden-runs'
import type { FoundChunk } from '../words/find-by-words'
import { type CandidateRow, type PassageParts, PassageRow, passagesOf } from './load-candidates'
import { stateOf } from './open-search'
import type { SearchScope } from './search-scope'
import { askedVector, similarityTo } from './similarity'

export interface LookUp {
  /** Of chunks in the index. */
  numbers: readonly number[]
  /** The question's; null: words alone. */
  vector: Float32Array | null
  /** What to read of the passages; null: nothing but that they are there. */
  parts: Omit<PassageParts, 'dims'> | null
  /** `OpenedSearch.state`, as the search goes by it; null: nothing is held against it. */
  state: string | null
}

export interface LookedUp {
  /** Those chunks that are there and may be seen, in no order. */
  chunks: FoundChunk[]
  rows: Map<string, CandidateRow>
  /** Whether the index is still what the search goes by. */
  isSame: boolean
}

const Chunk = z.object({ id: z.string(), number: z.coerce.number(), similarity: z.coerce.number().nullable() })
const Found = Chunk.extend(PassageRow.shape)
const Same = z.array(z.object({ same: z.boolean() })).min(1)

/** What a search has to know of chunks whose numbers it knows, and whether the index has changed meanwhile, in one statement. */
export async function lookUp(db: Database, scope: SearchScope, request: LookUp): Promise<LookedUp> {
  const { vector, parts } = request
  const asked = vector ? sql`with ${askedVector(vector)} ` : sql``
  const found = rows<object>(
    await executePrepared(
      db,
      // One row at least, which says whether the index is the same.
      sql`${asked}select now.same, found.* from (${sameness(scope, request)}) now left join (${chunksOf(scope, request)}) found on true`,
    ),
  )
  const [{ same: isSame } = { same: false }] = Same.parse(found.slice(0, 1))
  const isFound = (row: object) => 'id' in row && row.id !== null
  if (!parts) return { chunks: z.array(Chunk).parse(found.filter(isFound)), rows: new Map(), isSame }
  const passages = z.array(Found).parse(found.filter(isFound))
  return { chunks: passages, rows: new Map(passages.map((row) => [row.id, row])), isSame }
}

function sameness(scope: SearchScope, { state }: LookUp): SQL {
  return state === null
    ? sql`select true as same`
    : sql`select ${stateOf(scope, scope)} is not distinct from ${state}::text as same`
}

function chunksOf(scope: SearchScope, { numbers, vector, parts }: LookUp): SQL {
  const dims = vector?.length ?? null
  // In a query of its own, so that the planner does not count them and plan each search anew.
  const from = sql`unnest((select string_to_array(${numbers.join(',')}, ',')::bigint[])::bigint[]) as wanted(number)
    join chunks c on c.index_id = ${scope.indexId} and c.number = wanted.number`
  if (parts) return passagesOf(scope, from, { dims, ...parts })
  return sql`select c.id, c.number, ${similarityTo(dims)} as similarity from ${from} join documents d on d.id = c.document_id
    where c.workspace_id = ${scope.workspaceId} and ${isCounted('c', scope)} and ${scope.documents}`
}
