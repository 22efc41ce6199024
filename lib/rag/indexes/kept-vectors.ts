import 'server-only'
import { and, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import { AppError } from '@/lib/core/app-error'
import type { Database, Transaction } from '@/lib/db/database'
import { isEmbedded } from '@/lib/db/embedded/is-embedded'
import { isForeignKey } from '@/lib/db/errors/sql-state'
import { chunkSketches, chunks, documents, embeddedTexts, knowledgeIndexes } from '@/lib/db/schema/knowledge'
import { executeBuilt } from '@/lib/db/statements/execute-built'
import { problem } from '@/lib/messages/problems/problem'
import { encodeVector } from '../vectors/vector-codes'
import type { Embedded } from './embed-passages'
import { contextNow, type KnownText, sameTexts, sameVectors } from './known-vectors'
import type { IndexRow } from './read-indexes'

/** Rows per statement, to let other statements of the embedded database in between. */
const ROWS_COPIED = 50
const ROWS_READ = 250

export interface DocumentOfIndex {
  index: Pick<IndexRow, 'id' | 'workspaceId'>
  documentId: string
}

/** In-memory rest of a vector stored in the database: its quantized codes (`encodeVector`), if searches need them. */
export type VectorCodes = Uint8Array | null

/** Codes of a document's cached vectors for an index, by text hash. */
export async function readCodes(db: Database, document: DocumentOfIndex): Promise<Map<string, VectorCodes>> {
  const codes = new Map<string, VectorCodes>()
  const { hash, embedding } = embeddedTexts
  for (let last = '', isLeft = true; isLeft; ) {
    // PostgreSQL uses its vector index instead.
    const found = await db
      .select(isEmbedded(db) ? { hash, embedding } : { hash })
      .from(embeddedTexts)
      .where(and(isOfDocument(document), gt(hash, last)))
      .orderBy(hash)
      .limit(ROWS_READ)
    for (const row of found) codes.set(row.hash, codesOf(db, row.embedding))
    last = found.at(-1)?.hash ?? last
    isLeft = found.length === ROWS_READ
  }
  return codes
}

export function codesOf(db: Database, vector: ArrayLike<number> | undefined): VectorCodes {
  return vector && isEmbedded(db) ? encodeVector(vector) : null
}

/** @throws NOT_FOUND when the document is deleted meanwhile */
export async function keepVectors(
  db: Database,
  { index, documentId }: DocumentOfIndex,
  embedded: readonly (Embedded & { hash: string })[],
): Promise<void> {
  const rows = embedded.map(({ hash, vector, signs }) => ({
    hash,
    embedding: Array.from(vector),
    signs: signs && Buffer.from(signs.buffer, signs.byteOffset, signs.byteLength).toString('base64'),
  }))
  const values = { workspaceId: index.workspaceId, indexId: index.id, documentId, json: JSON.stringify(rows) }
  await ignoreMissing(executeBuilt(db, { part: KEEPING, rest: [] }, () => KEEPING, values))
}

/** Built once: V8 treats drizzle's objects as long-lived, so each would keep its part until a full collection. */
const KEEPING = sql`insert into embedded_texts (workspace_id, index_id, document_id, hash, embedding, signs)
  select ${sql.placeholder('workspaceId')}::uuid, ${sql.placeholder('indexId')}::uuid, ${sql.placeholder('documentId')}::uuid,
    x.hash, x.embedding, decode(x.signs, 'base64')
  from json_to_recordset(${sql.placeholder('json')}::text::json) as x(hash text, embedding vector, signs text)
  on conflict do nothing`

/** Copies vectors of the same model and text within the database. */
export async function keepKnown(db: Database, document: KnownText, withSigns: boolean): Promise<void> {
  const { index, documentId } = document
  const context = contextNow(document.nameAsTitle)
  const storedChunks = await db
    .select({ id: chunks.id })
    .from(chunks)
    .innerJoin(knowledgeIndexes, eq(knowledgeIndexes.id, chunks.indexId))
    .leftJoin(chunkSketches, eq(chunkSketches.chunkId, chunks.id))
    .where(sameVectors(index, await sameTexts(db, document), withSigns))
  for (let start = 0; start < storedChunks.length; start += ROWS_COPIED) {
    const ids = storedChunks.slice(start, start + ROWS_COPIED).map(({ id }) => id)
    // Built like `searchableText`, hashed like `hashOf`.
    const text = sql`case when ${chunks.context} = '' then '' else ${context} || E'\n' end || ${chunks.text}`
    const rows = sql`select ${index.workspaceId}::uuid, ${index.id}::uuid, ${documentId}::uuid,
        encode(sha256(convert_to(${text}, 'UTF8')), 'hex'), ${chunks.embedding}, ${chunkSketches.signs}
      from ${chunks} join ${documents} on ${documents.id} = ${chunks.documentId} left join ${chunkSketches} on ${chunkSketches.chunkId} = ${chunks.id}
      where ${and(eq(chunks.workspaceId, index.workspaceId), inArray(chunks.id, ids))}`
    await ignoreMissing(
      db.execute(sql`insert into embedded_texts (workspace_id, index_id, document_id, hash, embedding, signs) ${rows}
        on conflict do nothing`),
    )
  }
}

/** Deletes the document's cached vectors for this index; runs in the transaction that stores the chunks. */
export function forgettingKept(tx: Transaction, document: DocumentOfIndex): SQL {
  return tx.delete(embeddedTexts).where(isOfDocument(document)).getSQL()
}

function isOfDocument({ index, documentId }: DocumentOfIndex) {
  return and(
    eq(embeddedTexts.workspaceId, index.workspaceId),
    eq(embeddedTexts.indexId, index.id),
    eq(embeddedTexts.documentId, documentId),
  )
}

async function ignoreMissing(stored: Promise<unknown>): Promise<void> {
  try {
    await stored
  } catch (error) {
    if (isForeignKey(error)) throw new AppError('NOT_FOUND', problem('documents.deletedMeanwhile'), { cause: error })
    throw error
  }
}
