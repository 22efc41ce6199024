/**
 * Content of a chunk: running text, a table or list, one table record, source code, a question with
 * its answer, or one sentence.
 */
export const CHUNK_KINDS = ['text', 'table', 'record', 'code', 'question-answer', 'sentence'] as const
export type ChunkKind = (typeof CHUNK_KINDS)[number]

export interface Chunk {
  ordinal: number
  kind: ChunkKind
  /** Exactly the document's text from `start` to `end`. */
  text: string
  /** Title and headings, searched and embedded with the text. */
  context: string
  /** Heading path, outermost first. */
  headings: string[]
  page: number | null
  start: number
  end: number
  /** Larger part of the document that is returned instead of the chunk; null if it is the chunk itself. */
  parent: { start: number; end: number } | null
  tokenCount: number
}

/** The text that is embedded and indexed. */
export function searchableText(chunk: Pick<Chunk, 'text' | 'context'>): string {
  return chunk.context ? `${chunk.context}\n${chunk.text}` : chunk.text
}
