import type { SQL } from 'drizzle-orm'
import type { StatementShape } from '@/lib/db/statements/execute-built'

export interface KnowledgeBaseScope {
  workspaceId: string
  knowledgeBaseId: string
  /** Resolved once per search, so that an index activated meanwhile does not affect it. */
  indexId: string
}

/** Conditions that each channel must enforce in SQL. */
export interface SearchScope extends KnowledgeBaseScope {
  /** SQL condition on a document row `d`. */
  documents: SQL
  /** Stemming languages of the index, besides English. */
  languages?: readonly string[]
  /** Whether `documents` is selective, so that a channel may have to look further. */
  isNarrow: boolean
}

/** Key of a statement built from the scope and other inputs. */
export const shapeOf = (
  { documents, workspaceId, knowledgeBaseId, indexId, isNarrow }: SearchScope,
  rest: StatementShape['rest'],
): StatementShape => ({ part: documents, rest: [workspaceId, knowledgeBaseId, indexId, isNarrow, ...rest] })
