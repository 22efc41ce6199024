import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/execute-prepared'
import type { IndexRow } from '../indexes/read-indexes'
import { type AllowedDocuments, Named, namedDocuments, toAllowed } from './name-allowed'
import type { KnowledgeBaseScope, SearchScope } from './search-scope'

/** What a search has to know of the index that it reads. */
export type SearchedIndex = Pick<IndexRow, 'id' | 'embedder' | 'dims' | 'languages' | 'textLanguages'>

export interface OpenedSearch {
  index: SearchedIndex
  /** Of its words. */
  segmentIds: string[]
  /** Index, languages and segments as one text: while it stays the same, so does what is here. */
  state: string
  /** null: not asked for, or not known. */
  allowed: AllowedDocuments | null
}

type Address = Pick<KnowledgeBaseScope, 'workspaceId' | 'knowledgeBaseId'>

const Opened = z.object({
  id: z.string(),
  embedder: z.object({ connection: z.string(), model: z.string() }),
  dims: z.number(),
  languages: z.array(z.string()).nullable(),
  textLanguages: z.array(z.string()),
  state: z.string(),
})

/**
 * The index that a knowledge base is searched by, and the documents within the filters where they are narrow, in one
 * statement. @throws NOT_FOUND, also for a knowledge base of another workspace
 */
export async function openSearch(
  db: Database,
  address: Address,
  { documents, isNarrow }: Pick<SearchScope, 'documents' | 'isNarrow'>,
): Promise<OpenedSearch> {
  const result = await executePrepared(
    db,
    sql`select i.id, i.embedder, i.dims, i.languages, i.text_languages as "textLanguages", ${STATE} as state,
      ${isNarrow ? sql`named.*` : sql`null as ids`}
    from ${activeIndex(address)} ${isNarrow ? sql`cross join lateral (${namedDocuments(address, documents)}) named` : sql``}
    where ${isOf(address)}`,
  )
  const [row] = rows(result)
  if (!row) throw new AppError('NOT_FOUND', 'This knowledge base does not exist (any more).')
  const { state, ...index } = Opened.parse(row)
  const segments = state.slice(state.lastIndexOf('/') + 1)
  const opened = { index, state, segmentIds: segments === '' ? [] : segments.split(',') }
  remember(db, address, { ...opened, allowed: null })
  return { ...opened, allowed: isNarrow ? toAllowed(Named.parse(row)) : null }
}

/** What `openSearch` gives as `state`, as a value of another statement; null when the knowledge base is gone. */
export function stateOf(address: Address): SQL {
  return sql`(select ${STATE} from ${activeIndex(address)} where ${isOf(address)})`
}

const STATE = sql`i.id::text || '/' || array_to_string(i.text_languages, ',') || '/' || coalesce((select string_agg(s.id::text, ',' order by s.id)
  from word_segments s where s.workspace_id = i.workspace_id and s.index_id = i.id), '')`

const activeIndex = ({ workspaceId }: Address): SQL =>
  sql`knowledge_bases b join knowledge_indexes i on i.id = b.active_index_id and i.workspace_id = ${workspaceId}`

const isOf = ({ workspaceId, knowledgeBaseId }: Address): SQL =>
  sql`b.id = ${knowledgeBaseId} and b.workspace_id = ${workspaceId}`

/** Knowledge bases that were searched last, of one process. */
const MOST_REMEMBERED = 1_000
const REMEMBERED_MS = 60_000
const remembered = new WeakMap<Database, Map<string, OpenedSearch & { untilMs: number }>>()

/**
 * As it was opened a moment ago. It saves the journey, not the question: whoever goes by it asks for `stateOf` in the
 * same statement as for the rest, and begins anew where that is another one.
 */
export function rememberedSearch(db: Database, address: Address): OpenedSearch | null {
  const found = remembered.get(db)?.get(keyOf(address))
  return found && found.untilMs > Date.now() ? found : null
}

function remember(db: Database, address: Address, opened: OpenedSearch): void {
  const all = remembered.get(db) ?? new Map<string, OpenedSearch & { untilMs: number }>()
  if (all.size >= MOST_REMEMBERED) all.clear()
  remembered.set(db, all.set(keyOf(address), { ...opened, untilMs: Date.now() + REMEMBERED_MS }))
}

const keyOf = ({ workspaceId, knowledgeBaseId }: Address): string => `${workspaceId}/${knowledgeBaseId}`
