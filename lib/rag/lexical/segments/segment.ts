/**
 * An immutable set of chunks with their keywords: new chunks create a new segment, and several
 * small ones are merged into one (log-structured merge, like Lucene).
 */
export interface Segment {
  /** Chunk numbers, ascending; postings refer to positions in this list. */
  numbers: Float64Array
  /** Number of terms in each chunk's text and context (title and headings). */
  textLengths: Uint16Array
  contextLengths: Uint16Array
  postings: Map<string, Postings>
}

/** Positions of the chunks with a term, ascending, and its frequencies. */
export interface Postings {
  places: number[]
  /** Frequency in the text (upper four bits) and in the context (lower four bits), 15 at most. */
  counts: number[]
}

/** Segment data that is known without reading terms. */
export interface SegmentHead {
  id: string
  chunkCount: number
  /** Sums of the lengths of all chunks. */
  textTerms: number
  contextTerms: number
  /** First term of each page, ascending by UTF-16 code units. */
  firstTerms: string[]
  /** `TERMS_VERSION` of its terms. */
  termsVersion: number
}

/** Increments of `Postings.counts`. */
export const IN_TEXT = 16
export const IN_CONTEXT = 1

export function addOnce(counts: number, place: typeof IN_TEXT | typeof IN_CONTEXT): number {
  const isFull = place === IN_TEXT ? counts >= 15 * IN_TEXT : counts % IN_TEXT === 15
  return isFull ? counts : counts + place
}

export type ChunkTable = Pick<Segment, 'numbers' | 'textLengths' | 'contextLengths'>

export interface SegmentOwner {
  workspaceId: string
  indexId: string
}
