import 'server-only'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/execute-prepared'
import { AllowedChunks } from '../words/allowed-chunks'
import type { SearchScope } from './search-scope'

/** Up to so many documents within the filters are named beforehand; of more, a search need not go deep to find enough. */
const NAMED = 5_000

const Named = z.tuple([
  z.object({ ids: z.string(), firsts: z.string(), counts: z.string(), unknown: z.coerce.number() }),
])

export interface AllowedDocuments {
  ids: string[]
  chunks: AllowedChunks
}

/**
 * The documents within the filters with the numbers of their chunks, so that neither channel looks for what may not be
 * found: it saves work and allows nothing, each statement holds to the condition all the same. null: all may be found,
 * they are many, or numbers of some are not known.
 */
export async function nameAllowed(db: Database, scope: SearchScope): Promise<AllowedDocuments | null> {
  if (!scope.isNarrow) return null
  const result = await executePrepared(
    db,
    sql`select coalesce(string_agg(id::text, ','), '') as ids,
      coalesce(string_agg(first_number::text, ','), '') as firsts,
      coalesce(string_agg(chunk_count::text, ','), '') as counts,
      count(*) filter (where first_number is null) as unknown
    from (select d.id, i.first_number, i.chunk_count from documents d
      join indexed_documents i on i.document_id = d.id and i.index_id = ${scope.indexId}
      where d.workspace_id = ${scope.workspaceId} and d.knowledge_base_id = ${scope.knowledgeBaseId}
        and i.chunk_count > 0 and ${scope.documents} limit ${NAMED + 1}) named`,
  )
  const [{ ids, firsts, counts, unknown }] = Named.parse(rows(result))
  const named = split(ids)
  if (unknown > 0 || named.length > NAMED) return null
  const counted = split(counts).map(Number)
  const runs = split(firsts).map((first, place) => ({ first: Number(first), count: counted[place] ?? 0 }))
  return { ids: named, chunks: new AllowedChunks(runs) }
}

const split = (list: string): string[] => (list === '' ? [] : list.split(','))
