import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { openTestDatabase } from '@/lib/db/test-database'
import { countTokens } from '@/lib/models/builtin/count-tokens'
import type { Chunk } from '@/lib/rag/chunk/chunk'
import { chunkDocument } from '@/lib/rag/chunk/chunk-document'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { toCutText } from '@/lib/rag/indexes/embed-passages'
import { replaceChunks } from '@/lib/rag/ingest/insert-chunks'
import { compactWords } from '@/lib/rag/lexical/maintenance/compact-segments'
import { embedReadCached, type Passage } from './retrieval-data'

export interface BenchDatabase {
  db: Database
  workspaceId: string
  knowledgeBaseId: string
  indexId: string
  /** The passage that a document was created from. */
  passageOf: Map<string, string>
  close(): Promise<void>
}

/** A knowledge base with one document per passage, chunked and embedded like in the product. */
export async function fillKnowledgeBase(
  name: string,
  passages: readonly Passage[],
  english = true,
): Promise<BenchDatabase> {
  const { db, close } = await openTestDatabase()
  const workspaceId = newId()
  await db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'Bench', '')`)
  const { knowledgeBaseId, indexId } = await createKnowledgeBase(db, { workspaceId, name: 'Bench' })
  const documents = passages.map((passage) => ({ id: newId(), passage, chunks: chunk(passage) }))
  const all = documents.flatMap(({ id, chunks }) => chunks.map((item) => ({ id, item })))
  console.log(`${passages.length} passages, ${all.length} chunks`)
  const embedded = english
    ? await embedReadCached(
        name,
        'passage',
        all.map(({ item }) => toCutText(item)),
      )
    : []
  let next = 0
  await db.transaction(async (tx) => {
    for (const { id, passage, chunks } of documents) {
      await tx.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status)
        values (${id}, ${workspaceId}, ${knowledgeBaseId}, ${passage.id}, 'text/plain', 1, '', ${newId()}, 'ready')`)
      const owner = { workspaceId, knowledgeBaseId, indexId, documentId: id }
      await replaceChunks(
        tx,
        owner,
        chunks.map((item) => {
          const { vector = null, signs = null } = embedded[next++] ?? {}
          return { ...item, embedding: vector, signs }
        }),
        1,
      )
    }
  })
  // Merged like in the background: each search would otherwise read thousands of single-passage segments.
  await compactWords(db, { workspaceId, indexId })
  const passageOf = new Map(documents.map(({ id, passage }) => [id, passage.id]))
  return { db, workspaceId, knowledgeBaseId, indexId, passageOf, close }
}

function chunk({ title, text }: Passage): Chunk[] {
  return chunkDocument({ document: { title, text, pages: [], sections: [] }, countTokens })
}
