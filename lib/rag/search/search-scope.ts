import type { SQL } from 'drizzle-orm'
import type { StatementShape } from '@/lib/db/execute-built'

export interface KnowledgeBaseScope {
  workspaceId: string
  knowledgeBaseId: string
  /** A search asks for the active index once, and reads this one whatever becomes active meanwhile. */
  indexId: string
}

/** What each channel must hold to in its SQL. */
export interface SearchScope extends KnowledgeBaseScope {
  /** Which documents may be found: a condition on `d`, a row of documents. */
  documents: SQL
  /** In which the words of the index are stemmed, beside English. */
  languages?: readonly string[]
  /** Whether `documents` leaves out many, so that a channel may have to look further. */
  isNarrow: boolean
}

/** Of a statement that is built of the scope and of what else is named. */
export const shapeOf = (
  { documents, workspaceId, knowledgeBaseId, indexId, isNarrow }: SearchScope,
  rest: StatementShape['rest'],
): StatementShape => ({ part: documents, rest: [workspaceId, knowledgeBaseId, indexId, isNarrow, ...rest] })
