import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { toVectorLiteral } from './find-candidates'
import type { KnowledgeBaseScope } from './term-statistics'

const Row = z.object({
  id: z.string(),
  documentId: z.string(),
  documentName: z.string(),
  text: z.string(),
  context: z.string(),
  headings: z.array(z.string()),
  page: z.number().nullable(),
  start: z.number(),
  end: z.number(),
  similarity: z.coerce.number().nullable(),
})
export type CandidateRow = z.infer<typeof Row>

/** The chunks behind the ids, with their cosine to the query where both have vectors of one width. */
export async function loadCandidates(
  db: Database,
  scope: KnowledgeBaseScope,
  ids: readonly string[],
  vector: Float32Array | null,
): Promise<Map<string, CandidateRow>> {
  if (ids.length === 0) return new Map()
  const similarity = vector
    ? sql`case when c.dims = ${sql.raw(String(vector.length))} then 1 - (c.embedding <=> ${toVectorLiteral(vector)}::vector) end`
    : sql`null::float8`
  const list = sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
  const result =
    await db.execute(sql`select c.id, c.document_id as "documentId", d.name as "documentName", c.text, c.context,
    c.headings, c.page, c.start_offset as "start", c.end_offset as "end", ${similarity} as similarity
    from chunks c join documents d on d.id = c.document_id
    where c.workspace_id = ${scope.workspaceId} and c.knowledge_base_id = ${scope.knowledgeBaseId}
      and c.index_id = ${scope.indexId} and c.id in (${list})`)
  return new Map(
    z
      .array(Row)
      .parse(rows(result))
      .map((row) => [row.id, row]),
  )
}
