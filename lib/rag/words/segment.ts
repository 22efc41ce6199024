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

export const packCounts = (inText: number, inContext: number) => (Math.min(15, inText) << 4) | Math.min(15, inContext)
