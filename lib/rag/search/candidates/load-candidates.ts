import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/execute-prepared'
import { isCounted } from '../../ingest/hidden-chunks'
import { ASKED, askedVector, similarityTo } from '../../vectors/similarity'
import type { SearchScope } from '../search-scope'

/** As `passagesOf` gives it. */
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
  /** Of the chunk before or after it, whichever is nearer to the question; null: none has a vector, or it was not asked for. */
  neighbourSimilarity: z.coerce.number().nullable(),
  /** What is kept of its sentences and tokens; null: nothing, or not asked for. */
  signs: z.instanceof(Uint8Array).nullable(),
})
export type CandidateRow = z.infer<typeof PassageRow>

export interface PassageParts {
  /** Of the asked vector; null: there is none. */
  dims: number | null
  withSigns: boolean
  /** `neighbourSimilarity`, else null: it costs as much as the rest of the passages. */
  withNeighbours: boolean
}

/**
 * Rows of `PassageRow` with `number` and `similarity`, for a statement that begins with `askedVector`. What may not be
 * seen (any more) is not among them. @param from what names the chunks, as `c` @param more columns, with a comma before
 */
export function passagesOf(scope: SearchScope, from: SQL, parts: PassageParts, more = sql``): SQL {
  return sql`select c.id, c.number, ${similarityTo(parts.dims)} as similarity, ${CHUNK_COLUMNS},
      ${neighbourOf(scope, parts)} as "neighbourSimilarity", ${signsOf(parts)} as signs ${more}
    from ${from} join documents d on d.id = c.document_id
    where c.workspace_id = ${scope.workspaceId} and c.knowledge_base_id = ${scope.knowledgeBaseId}
      and c.index_id = ${scope.indexId} and ${isCounted('c', scope)} and ${scope.documents}`
}

/** What the rows of a chunk `c` and of its document `d` hold of `PassageRow`, beside the id. */
export const CHUNK_COLUMNS = sql`c.document_id as "documentId", d.name as "documentName", c.ordinal, c.text,
      c.context, c.headings, c.page, c.start_offset as "start", c.end_offset as "end",
      c.parent_start as "parentStart", c.parent_end as "parentEnd"`

/** `signs` of a chunk `c`. */
export function signsOf({ withSigns }: PassageParts): SQL {
  return withSigns ? sql`(select s.signs from chunk_signs s where s.chunk_id = c.id)` : sql`null::bytea`
}

/** `neighbourSimilarity` of a chunk `c`: what a passage is about shows in the passages around it as well. */
export function neighbourOf(
  scope: SearchScope,
  { dims, withNeighbours }: PassageParts,
  document = sql`c.document_id`,
): SQL {
  if (dims === null || !withNeighbours) return sql`null::float8`
  return sql`(select max(1 - (n.embedding <=> ${ASKED})) from chunks n
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

/** The chunks behind the ids. */
export async function loadCandidates(
  db: Database,
  scope: SearchScope,
  ids: readonly string[],
  { vector, ...parts }: { vector: Float32Array | null } & Omit<PassageParts, 'dims'>,
): Promise<Map<string, CandidateRow>> {
  if (ids.length === 0) return new Map()
  const best = sql`unnest((select string_to_array(${ids.join(',')}, ',')::uuid[])::uuid[]) as best(id) join chunks c on c.id = best.id`
  const passages = passagesOf(scope, best, { dims: vector?.length ?? null, ...parts })
  return readPassages(rows(await executePrepared(db, vector ? sql`with ${askedVector(vector)} ${passages}` : passages)))
}
