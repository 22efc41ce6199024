/**
 * Some chunks of an index with the words that they hold, as one thing that never changes: new chunks make a new segment,
 * and several small ones are replaced by one that holds the same (log-structured merging, as Lucene does).
 */
export interface Segment {
  /** Chunks' numbers, rising; a posting names its chunk by the place in this list. */
  numbers: Float64Array
  /** How many terms each chunk's text and its context (title and headings) have. */
  textLengths: Uint16Array
  contextLengths: Uint16Array
  postings: Map<string, Postings>
}

/** Where a term stands: places of chunks, rising, and how often in each. */
export interface Postings {
  places: number[]
  /** Times in the text (upper four bits) and in the context (lower four bits), 15 at most of each. */
  counts: number[]
}

/** What is known of a segment without reading its terms. */
export interface SegmentHead {
  id: string
  chunkCount: number
  /** Sums of the lengths of all chunks. */
  textTerms: number
  contextTerms: number
  /** First term of each page of terms, rising by UTF-16 code units. */
  firstTerms: string[]
  /** `TERMS_VERSION` of the tokenizer that made its terms. */
  termsVersion: number
}

/** Of `Postings.counts`: once. */
export const IN_TEXT = 16
export const IN_CONTEXT = 1

export function addOnce(counts: number, where: typeof IN_TEXT | typeof IN_CONTEXT): number {
  const isFull = where === IN_TEXT ? counts >= 15 * IN_TEXT : counts % IN_TEXT === 15
  return isFull ? counts : counts + where
}
