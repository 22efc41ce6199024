import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/execute-prepared'
import type { SearchScope } from './search-scope'
import { toVectorLiteral } from './similarity'

const Row = z.object({
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
  /** Of the chunk before or after it, whichever is nearer to the question. */
  neighbourSimilarity: z.coerce.number().nullable(),
  /** What is kept of its sentences and tokens; null: nothing, or not asked for. */
  signs: z.instanceof(Uint8Array).nullable(),
})
export type CandidateRow = z.infer<typeof Row>

/** The chunks behind the ids. What may not be seen (any more) is not among them. */
export async function loadCandidates(
  db: Database,
  scope: SearchScope,
  ids: readonly string[],
  { vector, withSigns }: { vector: Float32Array | null; withSigns: boolean },
): Promise<Map<string, CandidateRow>> {
  if (ids.length === 0) return new Map()
  const result = await executePrepared(
    db,
    sql`select c.id, c.document_id as "documentId", d.name as "documentName", c.ordinal, c.text,
      c.context, c.headings, c.page, c.start_offset as "start", c.end_offset as "end",
      c.parent_start as "parentStart", c.parent_end as "parentEnd", ${neighbourSimilarity(vector)} as "neighbourSimilarity",
      ${withSigns ? sql`s.signs` : sql`null::bytea`} as signs
    from chunks c join documents d on d.id = c.document_id ${withSigns ? sql`left join chunk_signs s on s.chunk_id = c.id` : sql``}
    where c.workspace_id = ${scope.workspaceId} and c.knowledge_base_id = ${scope.knowledgeBaseId}
      and c.index_id = ${scope.indexId} and c.id = any(string_to_array(${ids.join(',')}, ',')::uuid[])
      and ${scope.documents}`,
  )
  return new Map(
    z
      .array(Row)
      .parse(rows(result))
      .map((row) => [row.id, row]),
  )
}

/** What a passage is about shows in the passages around it as well. */
function neighbourSimilarity(vector: Float32Array | null): SQL {
  if (!vector) return sql`null::float8`
  return sql`(select max(1 - (n.embedding <=> ${toVectorLiteral(vector)}::vector)) from chunks n
    where n.index_id = c.index_id and n.document_id = c.document_id and n.ordinal in (c.ordinal - 1, c.ordinal + 1)
      and n.dims = ${sql.raw(String(vector.length))})`
}
