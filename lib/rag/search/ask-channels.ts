import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/execute-prepared'
import { type FoundChunk, FURTHER, inOrder, seenChunks, type WordHit, type WordRanking } from '../words/find-by-words'
import { noteGaps } from '../words/gaps'
import { compareAll, isShort, nearestChunks, type VectorHit, type VectorSearch, wayFor } from './find-by-vector'
import { type Fusion, RANK_CONSTANT } from './fuse'
import { type CandidateRow, NO_PASSAGE, type PassageParts, passagesOf, readPassages } from './load-candidates'
import { stateOf } from './open-search'
import type { SearchScope } from './search-scope'
import { askedVector } from './similarity'

/** What a chunk that words did not rank is taken to score, as a share of the last one that they did. */
const UNKNOWN_SHARE = 0.5

/** Passages that come with the candidates, so that no second journey fetches them. */
export interface ReadAhead {
  count: number
  fusion: Fusion
  parts: Omit<PassageParts, 'dims'>
}

export interface AskedChannels {
  /** null: words alone. */
  byVector: VectorSearch | null
  ranking: WordRanking
  vector: Float32Array | null
  limit: number
  ahead: ReadAhead | null
}

export interface FoundByChannels {
  byVector: VectorHit[]
  byWords: WordHit[]
  state: string | null
  rows: Map<string, CandidateRow>
}

/** Both channels, the state of the index and the best passages in one statement. */
export async function askChannels(
  db: Database,
  scope: SearchScope,
  { byVector, ranking, vector, limit, ahead }: AskedChannels,
): Promise<FoundByChannels> {
  // Where the filters let nothing through there is nothing to compare.
  const nearest = byVector && byVector.allowed?.ids.length !== 0 ? byVector : null
  const way = nearest && (await wayFor(db, nearest))
  const found = await ask(db, scope, {
    ...{ vector, limit, ahead, best: ranking.best, further: ranking.further },
    nearest: nearest && way && nearestChunks(nearest, way),
  })
  const hits = found.vector
    .map((hit) => ({ ...hit, similarity: hit.similarity ?? 0 }))
    .sort((a, b) => b.similarity - a.similarity)
  const byWords = inOrder(ranking.best, found.words, limit)
  if (found.words.length < ranking.best.length && !scope.isNarrow) noteGaps(scope.indexId)
  const [nearer, deeper] = await Promise.all([
    nearest && way && isShort(nearest, way, hits) ? compareAll(db, nearest) : hits,
    byWords.length < limit ? lookDeeper(db, scope, ranking, vector) : null,
  ])
  return {
    ...{ byVector: nearer, state: found.state, rows: found.rows },
    byWords: deeper ? inOrder(deeper.best, deeper.found, limit) : byWords,
  }
}

/** null: the list does not go on. */
async function lookDeeper(db: Database, scope: SearchScope, ranking: WordRanking, vector: Float32Array | null) {
  const best = ranking.deeper?.()
  if (!best) return null
  const { words } = await ask(db, scope, { nearest: null, best, further: [], vector, limit: best.length, ahead: null })
  return { best, found: words }
}

interface Question {
  nearest: SQL | null
  best: WordRanking['best']
  further: WordRanking['further']
  vector: Float32Array | null
  limit: number
  ahead: ReadAhead | null
}

/** A channel's chunks are one text, since a row for each would cost both sides more than what is in it. */
async function ask(db: Database, scope: SearchScope, { nearest, best, further, vector, limit, ahead }: Question) {
  const dims = vector?.length ?? null
  const channels = [
    ...(nearest ? [{ name: 'vector', statement: nearest }] : []),
    ...(best.length > 0 ? [{ name: 'words', statement: seenChunks(scope, best, dims) }] : []),
  ]
  const named = (name: string) => sql.raw(`by_${name}`)
  const list = sql`id::text || ' ' || coalesce(number::text, '') || ' ' || coalesce(similarity::text, '')`
  const tables = [
    ...(vector ? [askedVector(vector)] : []),
    ...channels.map(({ name, statement }) => sql`${named(name)} as materialized (${statement})`),
  ]
  const reads = [
    sql`select 'state' as channel, ${stateOf(scope, scope)} as list, ${NO_PASSAGE}`,
    ...channels.map(
      ({ name }) =>
        sql`select ${sql.raw(`'${name}'`)}, (select string_agg(${list}, ',') from ${named(name)}), ${NO_PASSAGE}`,
    ),
  ]
  if (ahead && channels.length > 0) {
    tables.push(
      sql`best as materialized (${likelyBest(
        channels.map(({ name }) => name),
        { best, further, limit, ahead },
      )})`,
    )
    reads.push(sql`select 'passage', null, p.* from (${passagesOf(scope, sql`best`, { dims, ...ahead.parts })}) p`)
  }
  const statement = sql.join(reads, sql` union all `)
  const start = tables.length > 0 ? sql`with ${sql.join(tables, sql`, `)} ` : sql``
  return readFound(rows(await executePrepared(db, sql`${start}${statement}`)))
}

/**
 * The ids that will most likely come first when `fuse` has joined the lists: of what meaning alone has found the score by
 * words may not be known here, only that it is below the last ranked one's.
 */
function likelyBest(
  channels: readonly string[],
  { best, further, limit, ahead }: Pick<Question, 'best' | 'further' | 'limit'> & { ahead: ReadAhead },
): SQL {
  const { by, meaningShare } = ahead.fusion
  const numbers = sql`string_to_array(${further.map(({ number }) => number).join(',')}, ',')::bigint[]`
  const scores = sql`string_to_array(${further.map((it) => it.score.toFixed(4)).join(',')}, ',')::float8[]`
  const [known, from] =
    further.length > 0
      ? [
          sql`further.score`,
          sql`by_vector left join unnest(${numbers}, ${scores}) further(number, score) using (number)`,
        ]
      : [sql`null::float8`, sql`by_vector`]
  const lists = channels.map((name, order) =>
    name === 'vector'
      ? sql`select id, similarity, ${known} as score, row_number() over (order by similarity desc) as place, ${whole(order)} as channel from ${from}`
      : sql`select id, similarity, score, row_number() over (order by place) as place, ${whole(order)} as channel from by_words`,
  )
  const ranked = [...best, ...further]
  const isWhole = ranked.length < limit || (further.length > 0 && further.length < FURTHER)
  const [first, last] = [best[0]?.score ?? 1, isWhole ? 0 : (ranked.at(-1)?.score ?? 0)]
  const score =
    by === 'rrf'
      ? sql`sum(1::float8 / (${whole(RANK_CONSTANT)} + place))`
      : sql`${meaningShare}::float8 * coalesce(max(similarity) / nullif(max(max(similarity)) over (), 0), 0)
          + ${1 - meaningShare}::float8 * coalesce(max(score), ${last * UNKNOWN_SHARE}::float8) / ${first}::float8`
  return sql`select id from (${sql.join(lists, sql` union all `)}) ranked where place <= ${whole(limit)} group by id
    order by ${score} desc, min(channel), min(place) limit ${whole(ahead.count)}`
}

/** Part of the text, so that a plan is kept which knows them. */
const whole = (value: number): SQL => sql.raw(String(Math.trunc(value)))

const Channel = z.object({ channel: z.enum(['vector', 'words', 'state']), list: z.string().nullable() })

function readFound(found: readonly object[]) {
  const isPassage = (row: object) => 'channel' in row && row.channel === 'passage'
  const lists = new Map(
    found.filter((row) => !isPassage(row)).map((row) => Object.values(Channel.parse(row)) as [string, string | null]),
  )
  return {
    state: lists.get('state') ?? null,
    vector: readList(lists.get('vector') ?? ''),
    words: readList(lists.get('words') ?? '').map((chunk) => ({ ...chunk, number: chunk.number ?? -1 })),
    rows: readPassages(found.filter(isPassage)),
  }
}

function readList(list: string): (Omit<FoundChunk, 'number'> & { number: number | null })[] {
  if (list === '') return []
  return list.split(',').map((item) => {
    const [id = '', number = '', similarity = ''] = item.split(' ')
    return {
      id,
      number: number === '' ? null : Number(number),
      similarity: similarity === '' ? null : Number(similarity),
    }
  })
}
