import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/statements/execute-prepared'
import { isCounted } from '../../ingest/hidden-chunks'
import { QUERY_VECTOR, queryVector, similarityTo } from '../../vectors/similarity'
import type { SearchScope } from '../search-scope'

/** Rows of `passagesOf`. */
export const PassageRow = z.object({
  id: z.string(),
  documentId: z.string(),
  documentName: z.string(),
  ordinal: z.number(),
  text: z.string(),
  context: z.string(),
  headings: z.array(z.string()),
  page: z.number().nullable(),
  start: z.number(),
  end: z.number(),
  parentStart: z.number().nullable(),
  parentEnd: z.number().nullable(),
  /** Similarity of the nearer neighbor chunk; null without vectors or if not requested. */
  neighbourSimilarity: z.coerce.number().nullable(),
  /** Token sketches; null without any, or if not requested. */
  signs: z.instanceof(Uint8Array).nullable(),
})
export type CandidateRow = z.infer<typeof PassageRow>

export interface PassageParts {
  /** Dimensions of the question's vector; null without one. */
  dims: number | null
  withSigns: boolean
  /** Includes `neighbourSimilarity`, which costs as much as the rest. */
  withNeighbours: boolean
}

/**
 * Selects rows of `PassageRow` with `number` and `similarity`, for a statement that starts with
 * `queryVector`. Inaccessible chunks are excluded.
 * @param from source of the chunks, with alias `c` @param more additional columns, starting with a
 * comma
 */
export function passagesOf(scope: SearchScope, from: SQL, parts: PassageParts, suffix = sql``): SQL {
  return sql`select c.id, c.number, ${similarityTo(parts.dims)} as similarity, ${CHUNK_COLUMNS},
      ${neighbourOf(scope, parts)} as "neighbourSimilarity", ${signsOf(parts)} as signs ${suffix}
    from ${from} join documents d on d.id = c.document_id
    where c.workspace_id = ${scope.workspaceId} and c.knowledge_base_id = ${scope.knowledgeBaseId}
      and c.index_id = ${scope.indexId} and ${isCounted('c', scope)} and ${scope.documents}`
}

/** Columns of `PassageRow` from a chunk `c` and its document `d`, besides the id. */
export const CHUNK_COLUMNS = sql`c.document_id as "documentId", d.name as "documentName", c.ordinal, c.text,
      c.context, c.headings, c.page, c.start_offset as "start", c.end_offset as "end",
      c.parent_start as "parentStart", c.parent_end as "parentEnd"`

/** Token sketches of a chunk `c`. */
export function signsOf({ withSigns }: PassageParts): SQL {
  return withSigns ? sql`(select s.signs from chunk_signs s where s.chunk_id = c.id)` : sql`null::bytea`
}

/** `neighbourSimilarity` of a chunk `c`: surrounding passages also indicate the topic. */
export function neighbourOf(
  scope: SearchScope,
  { dims, withNeighbours }: PassageParts,
  document = sql`c.document_id`,
): SQL {
  if (dims === null || !withNeighbours) return sql`null::float8`
  return sql`(select max(1 - (n.embedding <=> ${QUERY_VECTOR})) from chunks n
    where n.index_id = ${scope.indexId} and n.document_id = ${document} and n.ordinal in (c.ordinal - 1, c.ordinal + 1)
      and n.dims = ${sql.raw(String(dims))} and ${isCounted('n', scope)})`
}

const readPassages = (found: readonly unknown[]): Map<string, CandidateRow> =>
  new Map(
    z
      .array(PassageRow)
      .parse(found)
      .map((row) => [row.id, row]),
  )

/** Loads chunks by id. */
export async function loadCandidates(
  db: Database,
  scope: SearchScope,
  ids: readonly string[],
  { vector, ...parts }: { vector: Float32Array | null } & Omit<PassageParts, 'dims'>,
): Promise<Map<string, CandidateRow>> {
  if (ids.length === 0) return new Map()
  const best = sql`unnest((select string_to_array(${ids.join(',')}, ',')::uuid[])::uuid[]) as best(id) join chunks c on c.id = best.id`
  const passages = passagesOf(scope, best, { dims: vector?.length ?? null, ...parts })
  return readPassages(rows(await executePrepared(db, vector ? sql`with ${queryVector(vector)} ${passages}` : passages)))
}
