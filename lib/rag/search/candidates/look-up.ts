import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { executeBuilt } from '@/lib/db/statements/execute-built'
import { isCounted } from '../../ingest/hidden-chunks'
import type { FoundChunk } from '../../lexical/ranking/find-by-keywords'
import { preparedQueryVector, queryLiteral, similarityTo } from '../../vectors/similarity'
import { stateOf } from '../open-search'
import { type SearchScope, shapeOf } from '../search-scope'
import {
  type CandidateRow,
  CHUNK_COLUMNS,
  neighbourOf,
  type PassageParts,
  PassageRow,
  passagesOf,
  signsOf,
} from './load-candidates'
import type { LikelyFirst } from './may-come-first'

export interface LookUp {
  /** Numbers of chunks in the index. */
  numbers: readonly number[]
  /** Question vector; null for keyword search only. */
  vector: Float32Array | null
  /** `OpenedSearch.state` that the search relies on; null if it is not checked. */
  state: string | null
}

export interface LookedUp {
  /** In no particular order. */
  chunks: FoundChunk[]
  /** Whether the index is unchanged. */
  isSame: boolean
}

const Chunk = z.object({ id: z.string(), number: z.coerce.number(), similarity: z.coerce.number().nullable() })
const Passage = Chunk.extend(PassageRow.shape).extend({ seen: z.coerce.number() })
const Facts = z.object({ same: z.boolean(), list: z.string().nullish() })
const Passages = z.array(Passage)
const RankedPassages = z.array(PassageRow)
const Chunks = z.array(Chunk)

/** Returns the existing, accessible ones of these chunks and checks the index for changes, in one statement. */
export async function lookUp(db: Database, scope: SearchScope, request: LookUp): Promise<LookedUp> {
  const { numbers, vector } = request
  const similarity = similarityTo(vector?.length ?? null)
  const { found, same } = await query(db, scope, request, {
    shape: ['look-up'],
    values: { numbers: numbers.join(',') },
    chunks: () => sql`select c.id, c.number, ${similarity} as similarity
      ${seenOf(scope, sql`unnest(${listOf('numbers', 'bigint')}) as wanted(number)`)}`,
  })
  return { chunks: Chunks.parse(found), isSame: same }
}

export interface FirstWanted extends Omit<LookUp, 'numbers'> {
  /** Every possible top result. */
  likely: readonly LikelyFirst[]
  count: number
  parts: Omit<PassageParts, 'dims'>
}

export interface FirstRead extends LookedUp {
  rows: Map<string, CandidateRow>
  /** Number of likely chunks that exist and are accessible. */
  seenCount: number
}

/** Like `lookUp`, but only for the first chunks by fused score, with their passages. */
export async function readFirst(db: Database, scope: SearchScope, request: FirstWanted): Promise<FirstRead> {
  const { likely, vector, count, parts } = request
  const { found, same } = await query(db, scope, request, {
    shape: ['first', count, parts.withSigns, parts.withNeighbours],
    values: {
      numbers: likely.map(({ number }) => number).join(','),
      scores: likely.map(({ score }) => score.toFixed(6)).join(','),
      shares: likely.map(({ perSimilarity }) => perSimilarity.toFixed(6)).join(','),
    },
    chunks: () => firstOf(scope, count, { dims: vector?.length ?? null, ...parts }),
  })
  const passages = Passages.parse(found)
  return {
    chunks: passages,
    rows: new Map(passages.map((row) => [row.id, row])),
    seenCount: passages[0]?.seen ?? 0,
    isSame: same,
  }
}

export interface RankedWanted extends Omit<FirstWanted, 'likely'> {
  /** Keyword matches with the known part of their fused scores. */
  ranked: readonly Pick<LikelyFirst, 'number' | 'score'>[]
  /** Weight of the semantic score. */
  meaningShare: number
}

export interface RankedRead extends LookedUp {
  /** Probable top results, judged by keywords. */
  rows: Map<string, CandidateRow>
}

/** Like `lookUp`, for all keyword matches, with the passages of the first ones. */
export async function lookUpRanked(db: Database, scope: SearchScope, request: RankedWanted): Promise<RankedRead> {
  const { ranked, meaningShare, vector, count, parts } = request
  const dims = vector?.length ?? null
  const { found, same, list } = await query(db, scope, request, {
    shape: ['ranked', count, parts.withSigns, parts.withNeighbours],
    values: {
      numbers: ranked.map(({ number }) => number).join(','),
      scores: ranked.map(({ score }) => score.toFixed(6)).join(','),
      share: String(meaningShare),
    },
    before: () => rankedChunks(scope, dims),
    list: () => sql`(select string_agg(id || ' ' || number || ' ' || coalesce(similarity::text, ''), ',') from ranked)`,
    chunks: () => firstRanked(scope, count, { dims, ...parts }),
  })
  const rankedRows = new Map(RankedPassages.parse(found).map((row) => [row.id, row]))
  return { chunks: (list ?? '').split(',').flatMap(readChunk), rows: rankedRows, isSame: same }
}

/**
 * Placeholders: `numbers` and `scores`. Selects whole rows, which is cheaper than looking the first
 * ones up again.
 */
function rankedChunks(scope: SearchScope, dims: number | null): SQL {
  const list = sql`unnest(${listOf('numbers', 'bigint')}, ${listOf('scores', 'float8')}) with ordinality as wanted(number, score, place)`
  return sql`ranked as materialized (select c.id, c.number, ${similarityTo(dims)} as similarity, ${CHUNK_COLUMNS},
      wanted.score, wanted.place ${seenOf(scope, list)})`
}

const RANKED_COLUMNS = sql.raw(
  PassageRow.omit({ neighbourSimilarity: true, signs: true })
    .keyof()
    .options.map((name) => `c."${name}"`)
    .join(', '),
)

/** Placeholder: `share`. */
function firstRanked(scope: SearchScope, count: number, parts: PassageParts): SQL {
  const joined = sql`score + ${sql.placeholder('share')}::float8
    * coalesce(similarity / nullif((select max(similarity) from ranked), 0), 0)`
  return sql`select ${RANKED_COLUMNS}, ${neighbourOf(scope, parts, sql`c."documentId"`)} as "neighbourSimilarity", ${signsOf(parts)} as signs
    from (select * from ranked order by ${joined} desc, place limit ${sql.raw(String(Math.trunc(count)))}) c`
}

function readChunk(item: string): FoundChunk[] {
  const [id, number, similarity = ''] = item.split(' ')
  return id ? [{ id, number: Number(number), similarity: similarity === '' ? null : Number(similarity) }] : []
}

/**
 * Placeholders: `numbers`, `scores` and `shares`. One query, so that no chunk is looked up twice;
 * PostgreSQL computes expensive columns (neighbors, sketches) only for rows within the limit.
 */
function firstOf(scope: SearchScope, count: number, parts: PassageParts): SQL {
  const list = sql`unnest(${listOf('numbers', 'bigint')}, ${listOf('scores', 'float8')}, ${listOf('shares', 'float8')})
    with ordinality as wanted(number, score, per_similarity, place)`
  const joined = sql`wanted.score + case when wanted.per_similarity > 0
    then wanted.per_similarity * greatest(0, coalesce(${similarityTo(parts.dims)}, 0)) else 0 end`
  const chunks = sql`${list} join chunks c on c.index_id = ${scope.indexId} and c.number = wanted.number`
  return sql`${passagesOf(scope, chunks, parts, sql`, count(*) over () as seen`)}
    order by ${joined} desc, wanted.place limit ${sql.raw(String(Math.trunc(count)))}`
}

/** A list in a subquery, so that the planner does not estimate its length and replan each search. */
function listOf(placeholder: string, type: 'bigint' | 'float8'): SQL {
  const array = sql.raw(`${type}[]`)
  return sql`(select string_to_array(${sql.placeholder(placeholder)}, ',')::${array})::${array}`
}

/** The rest of a query on chunks `c`, identified by `wanted.number` of `list`. */
function seenOf(scope: SearchScope, list: SQL): SQL {
  return sql`from ${list} join chunks c on c.index_id = ${scope.indexId} and c.number = wanted.number
    join documents d on d.id = c.document_id
    where c.workspace_id = ${scope.workspaceId} and ${isCounted('c', scope)} and ${scope.documents}`
}

interface Lookup {
  /** Distinguishes the statement besides scope and request. */
  shape: (string | number | boolean)[]
  values: Record<string, string>
  /** Precedes the other clauses. */
  before?: () => SQL
  /** Text that is returned only once, in its own row. */
  list?: () => SQL
  chunks: () => SQL
}

async function query(
  db: Database,
  scope: SearchScope,
  { vector, state }: Pick<LookUp, 'vector' | 'state'>,
  { shape, values, before, list, chunks }: Lookup,
) {
  const build = () => {
    const parts = [...(vector ? [preparedQueryVector()] : []), ...(before ? [before()] : [])]
    const named = parts.length > 0 ? sql`with ${sql.join(parts, sql`, `)} ` : sql``
    const isSameState =
      state === null ? sql`true` : sql`${stateOf(scope, scope)} is not distinct from ${sql.placeholder('state')}::text`
    // Returns at least one row, which contains whether the index is unchanged.
    const now = list ? sql`${isSameState} as same, ${list()} as list` : sql`${isSameState} as same`
    if (!list) return sql`${named}select now.*, found.* from (select ${now}) now left join (${chunks()}) found on true`
    return sql`${named}select now.same, case when coalesce(nth, 1) = 1 then now.list end as list, found.*
      from (select ${now}) now left join (select *, row_number() over () as nth from (${chunks()}) chunks) found on true`
  }
  const form = shapeOf(scope, [...shape, vector?.length ?? null, state === null])
  const parameters = { ...values, ...(vector ? { vector: queryLiteral(vector) } : {}), state: state ?? '' }
  const found = rows<object>(await executeBuilt(db, form, build, parameters))
  return { ...Facts.parse(found[0]), found: found.filter((row) => 'id' in row && row.id !== null) }
}
