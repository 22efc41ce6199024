import { sql } from 'drizzle-orm'
import { newId } from '@/lib/core/new-id'
import type { Database } from '@/lib/db/database'
import { countTokens } from '@/lib/models/builtin/count-tokens'
import type { Chunk } from '@/lib/rag/chunk/chunk'
import { chunkDocument } from '@/lib/rag/chunk/chunk-document'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { type Embedded, toCutText } from '@/lib/rag/indexes/embed-passages'
import { storePrepared } from '@/lib/rag/ingest/insert-chunks'
import { type EmbeddedChunk, prepareChunks } from '@/lib/rag/ingest/prepare-chunks'
import { storeAhead } from '@/lib/rag/ingest/store-ahead'
import { compactWords } from '@/lib/rag/lexical/maintenance/compact-segments'
import { embedReadCached, readPassages } from '../retrieval-data'
import { repeatChunks } from './repeat-chunks'

const CHUNKS_PER_DOCUMENT = 500
const FIRST_CHUNKS = 5_000

export interface Material {
  chunks: Chunk[]
  embedded: Embedded[]
}

export async function readMaterial(): Promise<Material> {
  const chunks = readPassages().flatMap(({ title, text }) =>
    chunkDocument({ document: { title, text, pages: [], sections: [] }, countTokens }),
  )
  return { chunks, embedded: await embedReadCached('chunks', 'passage', chunks.map(toCutText)) }
}

/** Unique texts, so that repeated ones neither tie nor merge in the index. */
function vary({ chunks, embedded }: Material, index: number, ordinal: number): EmbeddedChunk[] {
  const position = index % chunks.length
  const round = Math.floor(index / chunks.length)
  const [chunk, known] = [chunks[position], embedded[position]]
  if (!chunk || !known) return []
  const { vector, signs } = known
  if (round === 0) return [{ ...chunk, ordinal, embedding: vector, signs }]
  const words = chunk.text.split(' ')
  const turn = (round * 7) % Math.max(1, words.length)
  const text = [...words.slice(turn), ...words.slice(0, turn)].join(' ')
  const noisy = vector.map((value, dim) => value + 0.04 * Math.sin((index + 1) * (dim + 1) * (round + 1)))
  const norm = Math.hypot(...noisy)
  return [{ ...chunk, text, end: text.length, ordinal, embedding: noisy.map((value) => value / norm), signs }]
}

export interface Filled {
  workspaceId: string
  knowledgeBaseId: string
  indexId: string
}

/**
 * A knowledge base of this many chunks in documents of 500; metadata `share` is 1 for one document in ten, `rare` for
 * one in a hundred. The first 5,000 are stored as by the product, the others are copies with noise.
 */
export async function fillChunks(db: Database, material: Material, size: number): Promise<Filled> {
  const workspaceId = newId()
  await db.execute(sql`insert into workspaces (id, name, wrapped_dek) values (${workspaceId}, 'Bench', '')`)
  const filled = { workspaceId, ...(await createKnowledgeBase(db, { workspaceId, name: 'Bench' })) }
  const first = Math.min(size, FIRST_CHUNKS)
  for (let start = 0; start < first; start += CHUNKS_PER_DOCUMENT)
    await addDocument(db, filled, material, start, Math.min(CHUNKS_PER_DOCUMENT, first - start))
  await compactWords(db, filled)
  if (size > first) await repeatChunks(db, filled, first, Math.ceil(size / first))
  return filled
}

export async function addDocument(
  db: Database,
  filled: Filled,
  material: Material,
  start: number,
  count: number,
): Promise<void> {
  const documentId = newId()
  const number = Math.floor(start / CHUNKS_PER_DOCUMENT)
  const metadata = { share: number % 10 === 0 ? 1 : 0, rare: number % 100 === 0 }
  const part = Array.from({ length: count }, (_, ordinal) => vary(material, start + ordinal, ordinal)).flat()
  await db.execute(sql`insert into documents (id, workspace_id, knowledge_base_id, name, mime_type, size_bytes, sha256, file_id, status, metadata)
      values (${documentId}, ${filled.workspaceId}, ${filled.knowledgeBaseId}, ${documentId}, 'text/plain', 1, '', ${newId()}, 'ready', ${JSON.stringify(metadata)}::jsonb)`)
  const prepared = await prepareChunks(db, { ...filled, documentId }, part)
  const storedAhead = await storeAhead(db, prepared)
  await db.transaction((tx) => storePrepared(tx, prepared, 1, storedAhead))
}
