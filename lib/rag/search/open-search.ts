import 'server-only'
import { type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { type Database, rows } from '@/lib/db/database'
import { executePrepared } from '@/lib/db/statements/execute-prepared'
import { problem } from '@/lib/messages/problems/problem'
import type { IndexRow } from '../indexes/read-indexes'
import { type AllowedDocuments, markOfNamed, Named, namedDocuments, toAllowed } from './candidates/name-allowed'
import type { KnowledgeBaseScope, SearchScope } from './search-scope'

/** The fields of the index that a search needs. */
export type SearchedIndex = Pick<IndexRow, 'id' | 'embedder' | 'dims' | 'languages' | 'textLanguages'>

export interface OpenedSearch {
  index: SearchedIndex
  /** The condition of this search: the same object while cached, since prepared statements depend on it. */
  documents: SQL
  /** Ids of the index's keyword segments. */
  segmentIds: string[]
  /** Index, languages, segments and listed documents as one text, which changes whenever one of them does. */
  state: string
  /** Null if not requested, or unknown. */
  allowed: AllowedDocuments | null
}

type Address = Pick<KnowledgeBaseScope, 'workspaceId' | 'knowledgeBaseId'>
type Narrowing = Pick<SearchScope, 'documents' | 'isNarrow'>

const Opened = z.object({
  id: z.string(),
  embedder: z.object({ connection: z.string(), model: z.string() }),
  dims: z.number(),
  languages: z.array(z.string()).nullable(),
  textLanguages: z.array(z.string()),
  state: z.string(),
})

/**
 * Loads the active index of a knowledge base, and the documents within narrow filters, in one
 * statement. @throws NOT_FOUND, also for a knowledge base of another workspace
 */
export async function openSearch(
  db: Database,
  address: Address,
  { documents, isNarrow }: Narrowing,
): Promise<OpenedSearch> {
  const state = isNarrow ? sql`named.mark || '/' || ${STATE}` : STATE
  const named = isNarrow ? sql` cross join lateral (${namedDocuments(address, documents)}) named` : sql``
  const result = await executePrepared(
    db,
    sql`select i.id, i.embedder, i.dims, i.languages, i.text_languages as "textLanguages", ${state} as state
      ${isNarrow ? sql`, named.ids, named.firsts, named.counts, named.unknown` : sql``}
    from ${activeIndex(address)}${named} where ${isOf(address)}`,
  )
  const [row] = rows(result)
  if (!row) throw new AppError('NOT_FOUND', problem('knowledge.baseMissing'))
  const { state: currentState, ...index } = Opened.parse(row)
  const segments = currentState.slice(currentState.lastIndexOf('/') + 1)
  const opened = {
    index,
    documents,
    state: currentState,
    segmentIds: segments === '' ? [] : segments.split(','),
    allowed: isNarrow ? toAllowed(Named.parse(row)) : null,
  }
  remember(db, keyOf(address, { documents, isNarrow }), opened)
  return opened
}

/** `OpenedSearch.state` as an expression of another statement; null if the knowledge base was deleted. */
export function stateOf(address: Address, { documents, isNarrow }: Narrowing): SQL {
  if (!isNarrow) return sql`(select ${STATE} from ${activeIndex(address)} where ${isOf(address)})`
  return sql`(select named.mark || '/' || ${STATE} from ${activeIndex(address)}
    cross join lateral (${markOfNamed(address, documents)}) named where ${isOf(address)})`
}

const STATE = sql`i.id::text || '/' || array_to_string(i.text_languages, ',') || '/' || coalesce((select string_agg(s.id::text, ',' order by s.id)
  from word_segments s where s.workspace_id = i.workspace_id and s.index_id = i.id and s.is_ready), '')`

const activeIndex = ({ workspaceId }: Address): SQL =>
  sql`knowledge_bases b join knowledge_indexes i on i.id = b.active_index_id and i.workspace_id = ${workspaceId}`

const isOf = ({ workspaceId, knowledgeBaseId }: Address): SQL =>
  sql`b.id = ${knowledgeBaseId} and b.workspace_id = ${workspaceId}`

/** Cached searches per process, including their listed documents. */
const MAX_REMEMBERED = 1_000
const MAX_NAMED = 100_000
const REMEMBERED_MS = 60_000

interface Memory {
  byKey: Map<string, OpenedSearch & { untilMs: number }>
  named: number
}

const remembered = new WeakMap<Database, Memory>()

/**
 * The cached result for these filters and this viewer. It saves a round trip but must be validated:
 * callers select `stateOf` in the same statement as the results and retry if it differs.
 */
export function rememberedSearch(db: Database, address: Address, narrowing: Narrowing): OpenedSearch | null {
  const found = remembered.get(db)?.byKey.get(keyOf(address, narrowing))
  return found && found.untilMs > performance.now() ? found : null
}

/** Invalidates an index that this process has changed, which saves the next search a retry. */
export function forgetSearches(db: Database, { indexId }: { indexId: string }): void {
  const memory = remembered.get(db)
  if (!memory) return
  for (const [key, { index, allowed }] of memory.byKey) {
    if (index.id !== indexId) continue
    memory.byKey.delete(key)
    memory.named -= allowed?.ids.length ?? 0
  }
}

function remember(db: Database, key: string, opened: OpenedSearch): void {
  let memory = remembered.get(db) ?? { byKey: new Map(), named: 0 }
  const named = opened.allowed?.ids.length ?? 0
  if (memory.byKey.size >= MAX_REMEMBERED || memory.named + named > MAX_NAMED) memory = { byKey: new Map(), named: 0 }
  memory.named += named - (memory.byKey.get(key)?.allowed?.ids.length ?? 0)
  memory.byKey.set(key, { ...opened, untilMs: performance.now() + REMEMBERED_MS })
  remembered.set(db, memory)
}

const dialect = new PgDialect({ casing: 'snake_case' })

function keyOf({ workspaceId, knowledgeBaseId }: Address, { documents, isNarrow }: Narrowing): string {
  const base = `${workspaceId}/${knowledgeBaseId}`
  if (!isNarrow) return base
  const { sql: text, params } = dialect.sqlToQuery(documents)
  return `${base}/${JSON.stringify([text, params])}`
}
