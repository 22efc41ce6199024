import 'server-only'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { type ExpectedPassage, MAX_QUOTE } from '@/lib/core/knowledge/lab-question'
import type { Database } from '@/lib/db/database'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { findExpectedChunks, nearestByWords } from '@/lib/rag/lab/find-expected-chunks'
import { isExpected, toTargets } from '@/lib/rag/lab/find-places'
import type { KnowledgeBaseScope } from '@/lib/rag/search/search-scope'
import type { ReadRow } from './read-import'

export interface MatchedRow {
  expected: ExpectedPassage[]
  /** Names and texts missing in the knowledge base, in short. */
  unmatched: string[]
}

/** Finds the documents and passages that a row of a file names. */
export async function matchRow(
  db: Database,
  scope: KnowledgeBaseScope,
  { documents: names, passages }: ReadRow,
): Promise<MatchedRow> {
  const found = await Promise.all(names.map(async (name) => ({ name, document: await findDocument(db, scope, name) })))
  const unmatched = found.flatMap(({ name, document }) => (document ? [] : [name]))
  const known = found.flatMap(({ document }) => (document ? [document] : []))
  if (passages.length === 0) return { expected: known.map((document) => ({ ...document, quote: '' })), unmatched }
  const expected: ExpectedPassage[] = []
  for (const [index, passage] of passages.entries()) {
    // With as many documents as passages, each passage has its own. A single document contains all passages.
    const [onlyDocument] = known.length === 1 ? known : []
    const named = known.length === passages.length ? known[index] : onlyDocument
    const match = await findPassage(db, scope, passage.slice(0, MAX_QUOTE), named ?? null)
    if (match) expected.push(match)
    else unmatched.push(passage.length <= 120 ? passage : `${passage.slice(0, 119).trimEnd()}…`)
  }
  return { expected, unmatched }
}

type NamedDocument = Pick<ExpectedPassage, 'documentId' | 'documentName'>

/** Finds a document by its name, ignoring case, folders and extension if necessary. */
async function findDocument(db: Database, scope: KnowledgeBaseScope, name: string): Promise<NamedDocument | null> {
  const baseName = (name.split(/[\\/]/).at(-1) ?? name).toLowerCase()
  const stem = sql`lower(regexp_replace(${documents.name}, '^.*/|\\.[A-Za-z0-9]{1,8}$', '', 'g'))`
  const [row] = await db
    .select({ documentId: documents.id, documentName: documents.name })
    .from(documents)
    .where(
      and(
        eq(documents.workspaceId, scope.workspaceId),
        eq(documents.knowledgeBaseId, scope.knowledgeBaseId),
        isNull(documents.deletedAt),
        sql`(lower(${documents.name}) in (${name.toLowerCase()}, ${baseName})
          or ${stem} = ${baseName.replace(/\.[a-z0-9]{1,8}$/, '')} or lower(${documents.title}) = ${name.toLowerCase()})`,
      ),
    )
    .orderBy(sql`lower(${documents.name}) = ${name.toLowerCase()} desc`)
    .limit(1)
  return row ?? null
}

/** Finds the location of a text through its own words; in a named document every chunk is checked. */
async function findPassage(
  db: Database,
  scope: KnowledgeBaseScope,
  quote: string,
  named: NamedDocument | null,
): Promise<ExpectedPassage | null> {
  const expected = { documentId: named?.documentId ?? null, documentName: named?.documentName ?? '', quote }
  const [target] = toTargets([expected])
  if (!target) return null
  const ids = await nearestByWords(db, scope, quote)
  const similar = await db
    .select({ id: chunks.id, documentId: documents.id, documentName: documents.name, text: chunks.text })
    .from(chunks)
    .innerJoin(documents, eq(documents.id, chunks.documentId))
    .where(and(eq(chunks.workspaceId, scope.workspaceId), inArray(chunks.id, ids), isNull(documents.deletedAt)))
  const ranks = new Map(ids.map((id, index) => [id, index]))
  const [first] = similar
    .filter((chunk) => isExpected(chunk, target))
    .sort((a, b) => (ranks.get(a.id) ?? 0) - (ranks.get(b.id) ?? 0))
  const match = first ?? (named ? (await findExpectedChunks(db, scope, target))[0] : undefined)
  return match ? { documentId: match.documentId, documentName: match.documentName, quote } : null
}
