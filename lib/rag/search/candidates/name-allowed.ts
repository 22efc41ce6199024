import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { AllowedChunks } from '../../lexical/segments/allowed-chunks'
import type { SearchScope } from '../search-scope'

/** Up to so many documents within the filters are named beforehand; of more, a search need not go deep to find enough. */
const NAMED = 5_000

export const Named = z.object({ ids: z.string(), firsts: z.string(), counts: z.string(), unknown: z.coerce.number() })

type KnowledgeBaseAddress = Pick<SearchScope, 'workspaceId' | 'knowledgeBaseId'>

export interface AllowedDocuments {
  ids: string[]
  chunks: AllowedChunks
}

/**
 * The documents within the filters with the numbers of their chunks in the index `i`, as one row of `Named`, so that
 * neither channel looks for what may not be found: it saves work and allows nothing, each statement holds to the
 * condition all the same.
 */
export function namedDocuments(scope: KnowledgeBaseAddress, documents: SQL): SQL {
  return sql`select coalesce(string_agg(id::text, ','), '') as ids,
      coalesce(string_agg(first_number::text, ','), '') as firsts,
      coalesce(string_agg(chunk_count::text, ','), '') as counts,
      count(*) filter (where first_number is null) as unknown, ${MARK} as mark
    from ${allowedDocuments(scope, documents)} named`
}

/** One row of `mark`: while it stays the same, so does what `namedDocuments` gives. */
export function markOfNamed(scope: KnowledgeBaseAddress, documents: SQL): SQL {
  return sql`select ${MARK} as mark from ${allowedDocuments(scope, documents)} named`
}

/** The same whatever the order of the rows; a document that is read again gets another first number. */
const MARK = sql`case when count(*) > ${sql.raw(String(NAMED))} then 'many'
  else count(*) || '.' || coalesce(sum(uuid_hash_extended(id, coalesce(first_number, -1))), 0) end`

function allowedDocuments({ workspaceId, knowledgeBaseId }: KnowledgeBaseAddress, documents: SQL): SQL {
  return sql`(select d.id, held.first_number, held.chunk_count from documents d
      join indexed_documents held on held.document_id = d.id and held.index_id = i.id
      where d.workspace_id = ${workspaceId} and d.knowledge_base_id = ${knowledgeBaseId}
        and held.chunk_count > 0 and ${documents} limit ${sql.raw(String(NAMED + 1))})`
}

/** null: they are many, or numbers of some are not known. */
export function toAllowed({ ids, firsts, counts, unknown }: z.infer<typeof Named>): AllowedDocuments | null {
  const named = split(ids)
  if (unknown > 0 || named.length > NAMED) return null
  const counted = split(counts).map(Number)
  const runs = split(firsts).map((first, place) => ({ first: Number(first), count: counted[place] ?? 0 }))
  return { ids: named, chunks: new AllowedChunks(runs) }
}

const split = (list: string): string[] => (list === '' ? [] : list.split(','))
