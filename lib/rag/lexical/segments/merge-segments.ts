import { createYielder } from '../../text/yield-to-event-loop'
import { mergeVectors } from '../../vectors/vector-codes'
import { mergeChunks } from './merge-chunks'
import type { ChunkTable } from './segment'
import { type EncodedSegment, eachPosting, encodeChunks, encodePostings, PageWriter, readPage } from './segment-codec'

export interface WholeSegment {
  chunks: ChunkTable
  pages: readonly Uint8Array[]
  /** Pages of the chunks' vectors, if known. */
  vectors?: readonly Uint8Array[] | undefined
}

/**
 * Merges several segments into one, without deleted chunks. Yields to the event loop. Iterates over
 * the sorted terms of all segments, so that only pages and one list of each are in memory.
 */
export async function mergeSegments(
  segments: readonly WholeSegment[],
  isThere: (number: number) => boolean,
): Promise<EncodedSegment> {
  const pause = createYielder()
  const tables = segments.map(({ chunks }) => chunks)
  const { table, places, from } = await mergeChunks(tables, isThere, pause)
  const writer = new PageWriter()
  const postings = new MergedPostings(table.numbers.length)
  for (const { term, lists } of mergeTerms(segments)) {
    await pause()
    for (const { segment, list } of lists) postings.add(list, places[segment] ?? NOWHERE)
    const merged = postings.take()
    if (merged.places.length > 0) writer.add(term, encodePostings(merged))
  }
  const coded = segments.flatMap(({ chunks: { numbers }, vectors }) => (vectors ? [{ numbers, pages: vectors }] : []))
  const origins = () => Array.from(from.segments, (segment, index) => ({ segment, place: from.places[index] ?? 0 }))
  const vectors = coded.length === segments.length ? mergeVectors(coded, origins()) : undefined
  return { chunks: encodeChunks(table), ...writer.finish(), vectors }
}

const NOWHERE = new Int32Array()

interface TermLists {
  term: string
  lists: { segment: number; list: Uint8Array }[]
}

/** Each term once, ascending, with its lists in the segments that contain it. */
function* mergeTerms(segments: readonly WholeSegment[]): Generator<TermLists> {
  const readers = segments.map(({ pages }, segment) => ({ segment, terms: termsOf(pages) }))
  const heads = readers.flatMap(({ segment, terms }) => {
    const head = terms.next()
    return head.done ? [] : [{ segment, terms, term: head.value[0], list: head.value[1] }]
  })
  while (heads.length > 0) {
    const term = lowestTerm(heads)
    const lists: TermLists['lists'] = []
    for (let index = 0; index < heads.length; index += 1) {
      const head = heads[index]
      if (head?.term !== term) continue
      lists.push({ segment: head.segment, list: head.list })
      const next = head.terms.next()
      if (next.done) {
        heads.splice(index, 1)
        index -= 1
      } else [head.term, head.list] = next.value
    }
    yield { term, lists }
  }
}

function lowestTerm(heads: readonly { term: string }[]): string {
  let lowest = heads[0]?.term ?? ''
  for (const { term } of heads) if (term < lowest) lowest = term
  return lowest
}

function* termsOf(pages: readonly Uint8Array[]): Generator<[term: string, list: Uint8Array]> {
  for (const page of pages) yield* readPage(page)
}

/** Merges a term's lists in memory that is reused for each term. */
class MergedPostings {
  private readonly places: Int32Array
  private readonly counts: Uint8Array
  private size = 0
  private isRising = true

  constructor(chunkCount: number) {
    this.places = new Int32Array(chunkCount)
    this.counts = new Uint8Array(chunkCount)
  }

  /** @param moved new positions of the segment's chunks; -1 for dropped ones */
  add(list: Uint8Array, moved: Int32Array): void {
    eachPosting(list, (index, counts) => {
      const next = moved[index] ?? -1
      if (next < 0) return
      if (this.size > 0 && next < (this.places[this.size - 1] ?? 0)) this.isRising = false
      this.places[this.size] = next
      this.counts[this.size] = counts
      this.size += 1
    })
  }

  /** Sorted by position; valid until the next list is added. */
  take(): { places: Int32Array; counts: Uint8Array } {
    if (!this.isRising) this.sort()
    const merged = { places: this.places.subarray(0, this.size), counts: this.counts.subarray(0, this.size) }
    this.size = 0
    this.isRising = true
    return merged
  }

  /** Sorts by packed numbers, without a comparator. */
  private sort(): void {
    const packed = new Float64Array(this.size)
    for (let index = 0; index < this.size; index += 1)
      packed[index] = (this.places[index] ?? 0) * 256 + (this.counts[index] ?? 0)
    packed.sort()
    for (let position = 0; position < this.size; position += 1) {
      this.places[position] = Math.floor((packed[position] ?? 0) / 256)
      this.counts[position] = (packed[position] ?? 0) % 256
    }
  }
}
