import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { AllowedChunks } from '../../lexical/segments/allowed-chunks'
import type { SearchScope } from '../search-scope'

/** Above this many documents within the filters, searches find enough without a list. */
const MAX_NAMED = 5_000

export const Named = z.object({ ids: z.string(), firsts: z.string(), counts: z.string(), unknown: z.coerce.number() })

type KnowledgeBaseAddress = Pick<SearchScope, 'workspaceId' | 'knowledgeBaseId'>

export interface AllowedDocuments {
  ids: string[]
  chunks: AllowedChunks
}

/**
 * Lists the documents within the filters with their chunk numbers in the index `i`, as one row of
 * `Named`, so that both channels skip inaccessible chunks. Only an optimization: every statement
 * enforces the condition itself.
 */
export function namedDocuments(scope: KnowledgeBaseAddress, documents: SQL): SQL {
  return sql`select coalesce(string_agg(id::text, ','), '') as ids,
      coalesce(string_agg(first_number::text, ','), '') as firsts,
      coalesce(string_agg(chunk_count::text, ','), '') as counts,
      count(*) filter (where first_number is null) as unknown, ${MARK} as mark
    from ${allowedDocuments(scope, documents)} named`
}

/** One row of `mark`, which changes whenever the result of `namedDocuments` does. */
export function markOfNamed(scope: KnowledgeBaseAddress, documents: SQL): SQL {
  return sql`select ${MARK} as mark from ${allowedDocuments(scope, documents)} named`
}

/** Independent of the row order; a re-ingested document gets another first number. */
const MARK = sql`case when count(*) > ${sql.raw(String(MAX_NAMED))} then 'many'
  else count(*) || '.' || coalesce(sum(uuid_hash_extended(id, coalesce(first_number, -1))), 0) end`

function allowedDocuments({ workspaceId, knowledgeBaseId }: KnowledgeBaseAddress, documents: SQL): SQL {
  return sql`(select d.id, held.first_number, held.chunk_count from documents d
      join indexed_documents held on held.document_id = d.id and held.index_id = i.id
      where d.workspace_id = ${workspaceId} and d.knowledge_base_id = ${knowledgeBaseId}
        and held.chunk_count > 0 and ${documents} limit ${sql.raw(String(MAX_NAMED + 1))})`
}

/** The documents of a row; null if they are too many, or some have no numbers. */
export function toAllowed({ ids, firsts, counts, unknown }: z.infer<typeof Named>): AllowedDocuments | null {
  const named = split(ids)
  if (unknown > 0 || named.length > MAX_NAMED) return null
  const countNumbers = split(counts).map(Number)
  const runs = split(firsts).map((first, index) => ({ first: Number(first), count: countNumbers[index] ?? 0 }))
  return { ids: named, chunks: new AllowedChunks(runs) }
}

const split = (list: string): string[] => (list === '' ? [] : list.split(','))
